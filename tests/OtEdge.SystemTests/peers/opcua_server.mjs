// A filling line as a node-opcua server: prints "ready PORT", and ends with its standard input.
// usage: node opcua_server.mjs [PORT [PKI]]; absent: any free port, a new certificate
// With OPCUA_CALL it also calls the client that waits at that URL (reverse connect); OPCUA_URI is then what it calls itself.
// OPCUA_TOKEN is the longest life of a channel's tokens in milliseconds. With OPCUA_SHUFFLED=1 another program's nodes come first, so that
// every namespace has another index; with OPCUA_ITEMS=N there are N nodes more whose values change whenever Items.Go is written.
import { createServer } from "node:net";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DataType, OPCUACertificateManager, OPCUAServer, StatusCodes, Variant, VariantArrayType } from "node-opcua";

const freePort = () => new Promise((resolve) => {
  const probe = createServer().listen(0, "127.0.0.1", () => {
    const { port } = probe.address();
    probe.close(() => resolve(port));
  });
});

const port = Number(process.argv[2] ?? 0) || await freePort();
const rootFolder = process.argv[3] ?? mkdtempSync(join(tmpdir(), "otedge-opcua-server-"));
const reverse = process.env.OPCUA_CALL ? {
  serverInfo: { applicationUri: process.env.OPCUA_URI },
  reverseConnect: { connections: [{ endpointUrl: process.env.OPCUA_CALL }], reconnectDelay: 200, maxReconnectDelay: 1000 },
} : {};
const server = new OPCUAServer({
  ...reverse,
  port,
  host: "127.0.0.1",
  hostname: "localhost",
  resourcePath: "/line",
  allowAnonymous: true,
  maxConnectionsPerEndpoint: 100,
  serverCapabilities: { maxSessions: 100 },
  defaultSecureTokenLifetime: Number(process.env.OPCUA_TOKEN ?? 600000),
  serverCertificateManager: new OPCUACertificateManager({ rootFolder, automaticallyAcceptUnknownCertificate: true }),
  userManager: { isValidUser: (user, password) => user === "operator" && password === "secret" },
});
await server.initialize();
const addressSpace = server.engine.addressSpace;
if (process.env.OPCUA_SHUFFLED === "1") {
  const other = addressSpace.registerNamespace("http://acme.com/other/");
  const place = other.addObject({ browseName: "Line1", nodeId: "s=Line1", organizedBy: addressSpace.rootFolder.objects });
  other.addVariable({ browseName: "Target", nodeId: "s=Line1.Target", componentOf: place, dataType: "Double", value: { dataType: DataType.Double, value: 20 } });
}
const filler = addressSpace.registerNamespace("http://acme.com/filler/");
const line = filler.addObject({ browseName: "Line1", nodeId: "s=Line1", organizedBy: addressSpace.rootFolder.objects });
const variable = (name, value) => filler.addVariable({
  browseName: name,
  nodeId: `s=Line1.${name}`,
  componentOf: line,
  dataType: "Double",
  value: { dataType: DataType.Double, value },
});
variable("Target", 20);
const secret = variable("Secret", 7);
for (let i = 0; i < 50; i++) {
  variable(`Tag${i}`, i);
}
filler.addAnalogDataItem({
  browseName: "Level", nodeId: "s=Line1.Level", organizedBy: addressSpace.rootFolder.objects, dataType: "Double",
  engineeringUnitsRange: { low: 0, high: 50 }, value: { dataType: DataType.Double, value: 10 },
});
let calls = 0;
filler.addMethod(line, { browseName: "Start", nodeId: "s=Line1.Start", inputArguments: [], outputArguments: [{ name: "calls", dataType: DataType.UInt32 }] })
  .bindMethod(async (input, context) => ({ statusCode: StatusCodes.Good, outputArguments: [new Variant({ dataType: DataType.UInt32, value: ++calls })] }));
filler.addMethod(line, { browseName: "Stop", nodeId: "s=Line1.Stop", inputArguments: [], outputArguments: [] })
  .bindMethod(async (input, context) => ({ statusCode: StatusCodes.Good, outputArguments: [] }));
const text = filler.addVariable({
  browseName: "Text", nodeId: "s=Line1.Text", componentOf: line, dataType: "String", value: { dataType: DataType.String, value: "" },
});
text.setValueFromSource({ dataType: DataType.String, value: "" });
const counter = filler.addVariable({
  browseName: "TrendCounter", nodeId: "s=Line1.TrendCounter", organizedBy: addressSpace.rootFolder.objects, dataType: "Double",
  value: { dataType: DataType.Double, value: 0 },
});
addressSpace.installHistoricalDataNode(counter, { maxOnlineValues: 100 });
// What attacks are after: none of it is in any rule.
const guard = filler.addObject({ browseName: "Guard", nodeId: "s=Guard", organizedBy: addressSpace.rootFolder.objects });
const guarded = (name, nodeId, value) => filler.addVariable({ browseName: name, nodeId, componentOf: guard, dataType: "Double", value: { dataType: DataType.Double, value } });
for (let i = 0; i < 60; i++) {
  guarded(`G${i}`, `s=Guard.G${i}`, 7700 + i);
}
guarded("N", "i=300", 7790);
guarded("Kept", "s=Guard.Kept", 7791);
addressSpace.installHistoricalDataNode(addressSpace.findNode("ns=" + filler.index + ";s=Guard.Kept"), { maxOnlineValues: 10 });
addressSpace.findNode("ns=" + filler.index + ";s=Guard.Kept").setValueFromSource({ dataType: DataType.Double, value: 7791 });
const made = guarded("Made", "s=Guard.Made", 0);
const act = (owner, name, nodeId) => filler.addMethod(owner, { browseName: name, nodeId, inputArguments: [], outputArguments: [], modellingRule: "Mandatory" });
const count = async (input, context) => {
  made.setValueFromSource({ dataType: DataType.Double, value: made.readValue().value.value + 1 });
  return { statusCode: StatusCodes.Good, outputArguments: [] };
};
act(guard, "Purge", "s=Guard.Purge").bindMethod(count);
for (const name of ["E10", "E11", "E12"]) {
  filler.addEventType({ browseName: name, nodeId: `s=Guard.${name}` });
}
const kind = filler.addObjectType({ browseName: "FillerType", nodeId: "s=FillerType" });
act(kind, "Flush", "s=FillerType.Flush");
const one = kind.instantiate({ browseName: "Filler1", nodeId: "s=Filler1", organizedBy: addressSpace.rootFolder.objects });
one.getMethodByName("Flush").bindMethod(count);
filler.addMethod(guard, { browseName: "Set", nodeId: "s=Guard.Set", inputArguments: [{ name: "node", dataType: DataType.NodeId }, { name: "value", dataType: DataType.Double }], outputArguments: [] })
  .bindMethod(async ([node, value], context) => {
    addressSpace.findNode(node.value).setValueFromSource({ dataType: DataType.Double, value: value.value });
    return { statusCode: StatusCodes.Good, outputArguments: [] };
  });
filler.addVariable({
  browseName: "Limits", nodeId: "s=Line1.Limits", organizedBy: addressSpace.rootFolder.objects, dataType: "Double", valueRank: 1, arrayDimensions: [3],
  value: { dataType: DataType.Double, arrayType: VariantArrayType.Array, value: new Float64Array([1, 2, 3]) },
});
filler.addVariable({
  browseName: "Operated", nodeId: "s=Line1.Operated", organizedBy: addressSpace.rootFolder.objects, dataType: "Double", value: { dataType: DataType.Double, value: 20 },
});
const items = filler.addObject({ browseName: "Items", nodeId: "s=Items", organizedBy: addressSpace.rootFolder.objects });
const many = Array.from({ length: Number(process.env.OPCUA_ITEMS ?? 0) }, (_, i) => filler.addVariable({
  browseName: `I${i}`, nodeId: `s=Items.I${i}`, componentOf: items, dataType: "Double", value: { dataType: DataType.Double, value: i },
}));
filler.addVariable({
  browseName: "Go", nodeId: "s=Items.Go", componentOf: items, dataType: "Double",
  value: {
    get: () => new Variant({ dataType: DataType.Double, value: 0 }),
    set: (value) => {
      many.forEach((item, i) => item.setValueFromSource({ dataType: DataType.Double, value: value.value * 100000 + i }));
      return StatusCodes.Good;
    },
  },
});
let counted = 0;
for (; counted < 10; counted++) {
  counter.setValueFromSource({ dataType: DataType.Double, value: counted });
}
const ticking = setInterval(() => {
  counter.setValueFromSource({ dataType: DataType.Double, value: ++counted });
  secret.setValueFromSource({ dataType: DataType.Double, value: counted });
  addressSpace.rootFolder.objects.server.raiseEvent("BaseEventType", {
    message: { dataType: DataType.LocalizedText, value: { text: `tick ${counted}` } },
    severity: { dataType: DataType.UInt32, value: 100 },
  });
}, 200);
await server.start();
console.log(`ready ${port}`);
process.stdin.resume();
process.stdin.on("end", async () => {
  clearInterval(ticking);
  await server.shutdown(100);
  process.exit(0);
});
