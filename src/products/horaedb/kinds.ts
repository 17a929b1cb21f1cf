/** The kinds of its files, by which instances are told apart without loading what is known about their keys. */
export const metaKind = "horaemeta";
export const nodeKind = "horaedb";
