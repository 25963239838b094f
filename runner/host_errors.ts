/** Errors of host calls, as the POSIX names that C programs know. */

const { NotCapable, BadResource, PermissionDenied, NotFound } = Deno.errors;

/** Whether Deno refused the call because the permission was not granted. */
export function isRefusal(error: unknown): boolean {
  return error instanceof NotCapable;
}

/** The POSIX name of an error: `EACCES` for a refusal, `EIO` for what has no name. */
export function errorName(error: unknown): string {
  if (error instanceof NotCapable) return "EACCES";
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code === "string") return code;
  if (error instanceof PermissionDenied) return "EACCES";
  if (error instanceof NotFound) return "ENOENT";
  if (error instanceof BadResource) return "EBADF";
  return "EIO";
}

/** What Deno refused, as it says itself: for a name it may be the address that the name leads to. */
export function refusedAccess(error: unknown): { kind: string; item: string } | undefined {
  if (!(error instanceof Error)) return undefined;
  const found = /Requires (\w+) access to "(.*)", run again/.exec(error.message);
  if (found) return { kind: found[1] ?? "", item: found[2] ?? "" };
  return error.cause === undefined ? undefined : refusedAccess(error.cause);
}

/** Whether nobody knows the address of a name. */
export function isLookupFailure(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith("failed to lookup address");
}

/** The POSIX name of an error of a connection. */
export function connectionErrorName(error: unknown): string {
  const name = errorName(error);
  if (name !== "EIO") return name;
  if (error instanceof RangeError || error instanceof URIError) return "EINVAL";
  return isLookupFailure(error) ? "EHOSTUNREACH" : "EIO";
}
