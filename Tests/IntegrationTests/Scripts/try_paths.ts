/** Prints those of the given paths that can be listed or read, and those that can be written to. */
function can(attempt: () => unknown): boolean {
  try {
    attempt();
    return true;
  } catch {
    return false;
  }
}

for (const path of Deno.args) {
  if (can(() => Deno.readDirSync(path).toArray())) console.log("list", path);
  if (can(() => Deno.readFileSync(path))) console.log("read", path);
  if (can(() => Deno.openSync(path, { append: true }).close())) console.log("append", path);
  if (can(() => Deno.writeTextFileSync(`${path}/evil`, ""))) console.log("make", path);
}
