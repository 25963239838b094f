import assert from "node:assert/strict";
import { connectionErrorName, errorName } from "./host_errors.ts";

Deno.test("errors of host calls have POSIX names", () => {
  const { NotCapable, PermissionDenied, NotFound, BadResource } = Deno.errors;
  const names = [
    new NotCapable("x"),
    new PermissionDenied("x"),
    new NotFound("x"),
    new BadResource("x"),
    Object.assign(new Error("x"), { code: "ENOSPC" }),
    new RangeError("Maximum call stack size exceeded"),
    undefined,
  ].map(errorName);
  assert.deepEqual(names, ["EACCES", "EACCES", "ENOENT", "EBADF", "ENOSPC", "EIO", "EIO"]);
});

Deno.test("a name that cannot be resolved is unreachable, an odd one is invalid", () => {
  const errors = [
    new Error("failed to lookup address information: Name or service not known"),
    new RangeError("Invalid port (out of range): 0"),
    new URIError("invalid host 'a b'"),
    new Error("anything else"),
  ];
  assert.deepEqual(errors.map(connectionErrorName), ["EHOSTUNREACH", "EINVAL", "EINVAL", "EIO"]);
});
