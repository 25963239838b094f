/** The wheel of dill that the host hands to the runner, for tests. */
import { downloadWheel } from "./wheels.ts";

const NAME = "dill-0.4.1-py3-none-any.whl";

/** Its name and its bytes; undefined where pip cannot give it. */
export async function downloadDill(): Promise<{ name: string; bytes: Uint8Array } | undefined> {
  const path = await downloadWheel("dill==0.4.1", NAME);
  return path === undefined ? undefined : { name: NAME, bytes: await Deno.readFile(path) };
}
