/// The key of the installed runner that this build talks to: a hash of the runner's sources, written by `runner/stamp`.
let runnerKey = "e8d68d4e769d730b"
