"""How fast the engines and commands are, and how much memory they take; never part of the tests.

| question | module |
| --- | --- |
| how much processor time do whole commands take? | `__main__` |
| how fast are the engines beside a C loop and other simulators? | `engines` |
| how do speed and memory grow with people, years, draws, services? | `growth` |
| how long does the cohort engine need for a country? | `cohort_speed` |
| how do the event and the cohort engine come near each other? | `convergence` |

`network` reads a network file (`networks/jj12.json`), `realising` makes a realised scenario of it,
`variants` says what is portable and what is full; `c/` is the plain C loop, `yardstick` builds it
and hands it a scenario; `runners/` holds one simulator per module, `measuring` runs them.
"""
