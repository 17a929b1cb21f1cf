export interface InitialMember {
  readonly name: string;
  readonly url: string;
}

/**
 * The pairs of an initial-cluster text, as etcd splits it: names keep their blanks, URLs are trimmed, empty pairs
 * are dropped (etcd-io/etcd@v3.5.12:client/pkg/types/urlsmap.go).
 */
export function parseInitialCluster(text: string): InitialMember[] {
  return text
    .split(",")
    .filter((pair) => pair !== "")
    .map((pair) => {
      const at = pair.indexOf("=");
      return at === -1
        ? { name: pair, url: "" }
        : { name: pair.slice(0, at), url: pair.slice(at + 1).trim() };
    });
}

export function writeInitialCluster(members: readonly InitialMember[]): string {
  return members.map(({ name, url }) => `${name}=${url}`).join(",");
}
