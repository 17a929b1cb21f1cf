/** The configuration of many nodes in the languages of other tools: the keys and values that cfgc writes for them. */

/** A file of TOML for each of `onEach` nodes on each of the hosts, for `jsonnet -S -m`. */
export function jsonnetProgram(hosts: number, onEach: number): string {
  return `local node(host, index) = {
  local port = 20000 + 4 * index,
  local name = '%s-%d' % [host, port],
  local home = '/var/lib/horaedb/' + name,
  name:: name,
  node: { addr: host + '.bench.example' },
  server: { bind_addr: '0.0.0.0', mysql_port: port + 2, postgresql_port: port + 3, http_port: port, grpc_port: port + 1 },
  tracing: { dir: home + '/tracing' },
  analytic: {
    storage: { object_store: { type: 'Local', data_dir: home + '/store' } },
    wal: { type: 'RocksDB', data_dir: home + '/wal' },
  },
  cluster_deployment: {
    mode: 'WithMeta',
    meta_client: { cluster_name: 'defaultCluster', meta_addr: 'http://10.9.0.1:2379' },
    etcd_client: { server_addrs: ['10.9.0.%d:2379' % member for member in [1, 2, 3]], root_path: '/horaedb' },
  },
};
local nodes = [
  node('dn%04d' % host, index)
  for host in std.range(1, ${hosts})
  for index in std.range(0, ${onEach - 1})
];
{ [one.name + '.toml']: std.manifestTomlEx(one, '') for one in nodes }
`;
}

/** A document for each of them, for `cue export`. */
export function cuePackage(hosts: number, onEach: number): string {
  return `package bench

import (
	"list"
	"strconv"
	"strings"
)

#Node: {
	host:  string
	index: int
	let port = 20000 + 4*index
	let name = host + "-" + strconv.FormatInt(port, 10)
	let home = "/var/lib/horaedb/" + name
	file: {
		node: addr: host + ".bench.example"
		server: {
			bind_addr:       "0.0.0.0"
			mysql_port:      port + 2
			postgresql_port: port + 3
			http_port:       port
			grpc_port:       port + 1
		}
		tracing: dir: home + "/tracing"
		analytic: storage: object_store: {type: "Local", data_dir: home + "/store"}
		analytic: wal: {type: "RocksDB", data_dir: home + "/wal"}
		cluster_deployment: {
			mode: "WithMeta"
			meta_client: {cluster_name: "defaultCluster", meta_addr: "http://10.9.0.1:2379"}
			etcd_client: {server_addrs: [for member in [1, 2, 3] {"10.9.0.\\(member):2379"}], root_path: "/horaedb"}
		}
	}
}

nodes: [for host in list.Range(1, ${hosts + 1}, 1) for index in list.Range(0, ${onEach}, 1) {
	(#Node & {"host": "dn" + strings.Repeat("0", 4-len("\\(host)")) + "\\(host)", "index": index}).file
}]
`;
}
