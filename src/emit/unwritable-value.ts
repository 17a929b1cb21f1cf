/** A value that became known only while the files were written, such as a secret, and that the format cannot carry. */
export class UnwritableValue extends Error {
  override readonly name = "UnwritableValue";
}
