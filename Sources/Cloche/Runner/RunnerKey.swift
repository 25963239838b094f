/// The key of the installed runner that this build talks to: a hash of the runner's sources, written by `runner/stamp`.
let runnerKey = "acf3b0c1d8c9ac2f"
