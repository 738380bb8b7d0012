// A filling line as a node-opcua server: prints "ready PORT", and ends with its standard input.
// usage: node opcua_server.mjs [PORT [PKI]]; absent: any free port, a new certificate
// With OPCUA_CALL it also calls the client that waits at that URL (reverse connect); OPCUA_URI is then what it calls itself.
import { createServer } from "node:net";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DataType, OPCUACertificateManager, OPCUAServer, StatusCodes, Variant } from "node-opcua";

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
  serverCertificateManager: new OPCUACertificateManager({ rootFolder, automaticallyAcceptUnknownCertificate: true }),
  userManager: { isValidUser: (user, password) => user === "operator" && password === "secret" },
});
await server.initialize();
const addressSpace = server.engine.addressSpace;
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
