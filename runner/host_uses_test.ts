import assert from "node:assert/strict";
import { Grants } from "./grants.ts";
import { HostUses } from "./host_uses.ts";

Deno.test("a cell's uses are told once each, and by granted path after the fiftieth", () => {
  const told: string[] = [];
  let cell = 1;
  const watch = {
    used: (kind: string, path: string) => told.push(`${kind} ${path}`),
    cell: () => cell,
  };
  const grants = new Grants([{ path: "/data", writable: true }, { path: "/one", writable: false }]);
  const uses = new HostUses(grants, watch);
  uses.note("read", "/data/1");
  uses.note("read", "/data/1");
  uses.note("write", "/data/1");
  assert.deepEqual(told, ["read /data/1", "write /data/1"]);
  for (let number = 2; number < 20_000; number++) uses.note("read", `/data/${number}`);
  uses.note("write", "/data/2");
  uses.note("read", "/one");
  uses.note("read", "/data/3");
  assert.deepEqual(told.slice(49), ["read /data/49", "read /data", "write /data", "read /one"]);
  cell = 2;
  told.length = 0;
  uses.note("read", "/data/1");
  assert.deepEqual(told, ["read /data/1"]);
});
