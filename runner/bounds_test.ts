import assert from "node:assert/strict";
import {
  boundAnswer,
  boundMessage,
  boundModules,
  boundNames,
  boundVariables,
  type Outcome,
  readAccess,
  readBundle,
  readInputRequest,
  readOutcome,
} from "./bounds.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const body = (outcome: Outcome): unknown => JSON.parse(new TextDecoder().decode(outcome.body));

Deno.test("an outcome is passed on", () => {
  const outcome = readOutcome('{"status": "ok", "value": "5", "exitCode": 0}');
  assert.deepEqual([outcome.status, outcome.exitCode, body(outcome)], ["ok", 0, { value: "5" }]);
});

Deno.test("an outcome that is none is a death", () => {
  const texts = [
    "not json",
    "[]",
    "null",
    undefined,
    '{"status": "died"}',
    '{"status": "ok", "value": 5}',
    '{"status": "error", "error": {"name": 1, "message": "", "traceback": ""}}',
    JSON.stringify({ status: "ok", value: "\0".repeat(2 << 20) }),
  ];
  for (const text of texts) {
    assert.equal(readOutcome(text).status, "died", String(text).slice(0, 80));
  }
});

Deno.test("members that a cell added and an exit code that is none are left out", () => {
  const outcome = readOutcome('{"status": "ok", "extra": 1, "exitCode": "x"}');
  assert.deepEqual([body(outcome), outcome.exitCode], [{}, undefined]);
});

Deno.test("the name of an error is cut", () => {
  const error = { name: "N".repeat(1000), message: "m", traceback: "t" };
  const outcome = body(readOutcome(JSON.stringify({ status: "error", error })));
  const expected = { name: "N".repeat(197) + "...", message: "m", traceback: "t" };
  assert.deepEqual(outcome, { error: expected });
});

Deno.test("a request for input has a prompt that fits into a header", () => {
  const long = JSON.stringify({ request: 1, prompt: "\0".repeat(1 << 20), hidden: false });
  assert.equal(readInputRequest(bytes(long))?.prompt.length, 64 * 1024);
  const odd = readInputRequest(bytes('{"request": 2, "prompt": 5, "hidden": 1}'));
  assert.deepEqual(odd, { request: 2, prompt: "", hidden: false });
  assert.equal(readInputRequest(bytes("[]")), undefined);
});

Deno.test("a refusal names one of the six kinds and an item that can be shown", () => {
  const refusal = { kind: "read", item: "/etc" };
  assert.deepEqual(readAccess(bytes(JSON.stringify(refusal))), refusal);
  for (const odd of [{ kind: 1, item: "" }, { kind: "sys", item: "" }, { kind: "read" }]) {
    assert.equal(readAccess(bytes(JSON.stringify(odd))), undefined);
  }
  const long = { kind: "read", item: "/".repeat(5000) };
  assert.equal(readAccess(bytes(JSON.stringify(long))), undefined);
});

Deno.test("a display is an object of strings", () => {
  const bundle = bytes('{"text/plain": "a"}');
  assert.equal(readBundle(bundle), bundle);
  for (const text of ['{"text/plain": 5}', "garbage", "[]", '{"\\udcff": "a"}']) {
    assert.equal(readBundle(bytes(text)), undefined);
  }
  const whole = readBundle(bytes('{"text/plain": "\\udcff"}'));
  assert.equal(new TextDecoder().decode(whole), '{"text/plain":"\ufffd"}');
});

Deno.test("a list of names fits into a header", () => {
  assert.deepEqual(boundNames(["a", "b"]), ["a", "b"]);
  const many = boundNames(Array.from({ length: 200_000 }, (_, n) => `variable_${n}`));
  assert.ok(many.length > 10_000 && JSON.stringify(many).length <= 256 * 1024);
  assert.equal(boundNames(["x".repeat(1 << 22)])[0]?.length, 200);
  assert.deepEqual([boundNames([1, "a", null]), boundNames("ab")], [["a"], []]);
});

Deno.test("what is said of a failure fits into a header", () => {
  assert.equal(boundMessage("\0".repeat(1 << 20)).length, 4096);
  assert.equal(boundMessage(undefined), "undefined");
});

Deno.test("a list of variables fits into a body", () => {
  const x = { name: "x", type: "int", value: "5", size: 28 };
  const texts = (variables: unknown): unknown =>
    JSON.parse(new TextDecoder().decode(boundVariables(JSON.stringify(variables))));
  assert.deepEqual(texts([x, 5, { ...x, name: 1 }, { ...x, size: -1 }]), [x, { ...x, size: null }]);
  assert.deepEqual(texts("ab"), []);
  const many = Array.from({ length: 20_000 }, () => ({ ...x, value: "\0".repeat(200) }));
  assert.ok(boundVariables(JSON.stringify(many)).length <= 8 << 20);
});

Deno.test("an answer has the fields that the host knows, whatever the guest says", () => {
  const read = (type: Parameters<typeof boundAnswer>[0], answer: unknown): unknown =>
    JSON.parse(new TextDecoder().decode(boundAnswer(type, JSON.stringify(answer))));
  const candidates = [
    { text: "a", type: "int", more: 1 },
    { text: "\udcff", type: "path" },
    { text: "x".repeat(5000), type: "" },
    { text: 5, type: "" },
    null,
  ];
  assert.deepEqual(read("completions", { replaced: -1, candidates }), {
    replaced: 0,
    candidates: [{ text: "a", type: "int" }],
  });
  assert.deepEqual(read("completions", []), { replaced: 0, candidates: [] });
  const many = Array.from({ length: 1000 }, () => candidates[0]);
  const bounded = read("completions", { replaced: 1, candidates: many }) as { candidates: [] };
  assert.equal(bounded.candidates.length, 500);
  const parameters = [
    { name: "a", text: "a=1", kind: "keywordOnly" },
    { name: "b", text: "b", kind: "odd" },
    { name: "c" },
  ];
  const signature = { name: "f", parameters: [parameters[0]], result: "" };
  assert.deepEqual(read("signature", { name: "f", parameters, result: "" }), signature);
  assert.equal(read("signature", { name: "f" }), null);
  const inspection = { name: "f", kind: "function", type: "\ud800", signature, line: 2 };
  const nothing = { documentation: null, value: null, file: null, source: null };
  assert.deepEqual(read("inspection", { ...inspection, source: 5 }), {
    ...inspection,
    type: "\ufffd",
    ...nothing,
  });
  assert.equal(read("inspection", null), null);
});

Deno.test("of modules only those are missing that were asked for", () => {
  const asked = ["numpy", "json", "zoë"];
  const answer = (json: string): unknown =>
    JSON.parse(new TextDecoder().decode(boundModules(json, asked)));
  assert.deepEqual(answer('["zoë", "other", 1, null, "numpy"]'), ["numpy", "zoë"]);
  for (const json of ["", "{}", "null", '"numpy"', '{"length": 1, "0": "numpy"}']) {
    assert.deepEqual(answer(json), []);
  }
});
