/// The key of the installed runner that this build talks to: a hash of the runner's sources, written by `runner/stamp`.
let runnerKey = "b3b2839ec749e1c5"
