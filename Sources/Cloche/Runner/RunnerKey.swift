/// The first 16 hex digits of the hash of the runner's sources: a binary only uses the runner that it was built with.
let runnerKey = "0000000000000000"
