/**
 * What several rules derive from one model, one cluster or one process: made at the first call and shared by the
 * others. Only for what does not change and for functions that look at nothing else.
 */
export function once<From extends object, T>(derive: (from: From) => T): (from: From) => T {
  const known = new WeakMap<From, { readonly result: T }>();
  return (from) => {
    let found = known.get(from);
    if (found === undefined) {
      found = { result: derive(from) };
      known.set(from, found);
    }
    return found.result;
  };
}
