/// The key of the installed runner that this build talks to: a hash of the runner's sources, written by `runner/stamp`.
let runnerKey = "b161e71c1a6f6ea7"
