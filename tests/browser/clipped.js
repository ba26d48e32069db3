() => {
  const found = [];
  if (document.documentElement.scrollWidth > innerWidth) found.push("the page is wider than the screen");
  for (const one of document.querySelectorAll("body *:not(svg *)")) {
    const style = getComputedStyle(one), box = one.getBoundingClientRect();
    if (!box.width || style.visibility === "hidden" || one.closest(".skip, thead, dialog, .scroll")) continue;
    if (box.right > innerWidth + 1 || box.left < -1) found.push(one.tagName + "#" + one.id + " " + one.innerText?.slice(0, 40));
    if (one.children.length === 0 && one.innerText && one.scrollWidth > one.clientWidth + 1 && one.clientWidth && style.overflow !== "visible")
      found.push("clipped: " + one.innerText.slice(0, 40));
  }
  for (const svg of document.querySelectorAll("figure svg")) {
    const frame = svg.getBoundingClientRect();
    if (!frame.width) continue;
    const texts = [...svg.querySelectorAll("text")].map((one) => ({text: one.textContent, box: one.getBoundingClientRect()}));
    for (const {text, box} of texts)
      if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1)
        found.push("outside its picture: " + text);
    texts.forEach((one, at) => texts.slice(at + 1).forEach((other) => {
      const wide = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      const tall = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
      if (wide > 2 && tall > 0.4 * Math.min(one.box.height, other.box.height)) found.push("overlap: " + one.text + " | " + other.text);
    }));
  }
  return found;
}
