/// The key of the installed runner that this build talks to: a hash of the runner's sources, written by `runner/stamp`.
let runnerKey = "880d073301eaab5e"
