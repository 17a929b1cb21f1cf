import type { FileSide, Program } from "./product.ts";

/** The program whose kind, or another name of it, is given. */
export function programNamed(
  kind: string,
  products: readonly FileSide[],
): { product: FileSide; program: Program } | undefined {
  for (const product of products) {
    const program = product.programs.find((one) => one.kind === kind || one.aliases.includes(kind));
    if (program !== undefined) return { product, program };
  }
  return undefined;
}
