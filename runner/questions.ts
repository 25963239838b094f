/** The answers to questions about the session, between cells. */
import type { FromGuest, Question } from "./guest_messages.ts";
import type { Interpreter } from "./interpreter.ts";

/** Asks the interpreter; gives what to post. */
export function answerQuestion(
  interpreter: Interpreter,
  { message, text }: Question,
): FromGuest {
  const { request } = message;
  switch (message.type) {
    case "complete": {
      const json = interpreter.complete(text, message.cursor);
      return { type: "completions", request, json };
    }
    case "signature":
      return { type: "signature", request, json: interpreter.signature(text) };
    case "inspect": {
      const json = interpreter.inspect(text, message.source);
      return { type: "inspection", request, json };
    }
  }
}
