/**
 * A function of a text that remembers what it gave: thousands of instances have the same few sizes, durations and
 * addresses, of which every rule asks. Only for functions that look at nothing else.
 */
export function remembered<Text extends string, T>(derive: (text: Text) => T): (text: Text) => T {
  let known = new Map<Text, { readonly result: T }>();
  return (text) => {
    let found = known.get(text);
    if (found === undefined) {
      // Where all are different nothing is gained, and nothing is to be lost.
      if (known.size >= mostTexts) known = new Map();
      found = { result: derive(text) };
      known.set(text, found);
    }
    return found.result;
  };
}

const mostTexts = 500;
