"""One decision taken whole: every measure of the appraisal, on the options of one run."""
