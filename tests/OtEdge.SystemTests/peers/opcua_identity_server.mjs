// A node-opcua server that says who its users and clients are: prints "ready PORT", and ends with its standard input.
// usage: node opcua_identity_server.mjs PORT PKI [strict]; port 0: any free one; strict: only clients that the PKI directory trusts
import { createHash } from "node:crypto";
import { createServer } from "node:net";
import { join } from "node:path";
import { DataType, OPCUACertificateManager, OPCUAServer, StatusCodes, Variant } from "node-opcua";
import { splitChain } from "./opcua_certificates.mjs";

const freePort = () => new Promise((resolve) => {
  const probe = createServer().listen(0, "127.0.0.1", () => {
    const { port } = probe.address();
    probe.close(() => resolve(port));
  });
});

const port = Number(process.argv[2]) || await freePort();
const rootFolder = process.argv[3];
const server = new OPCUAServer({
  port,
  host: "127.0.0.1",
  hostname: "localhost",
  resourcePath: "/line",
  allowAnonymous: true,
  serverCertificateManager: new OPCUACertificateManager({ rootFolder, automaticallyAcceptUnknownCertificate: process.argv[4] !== "strict" }),
  userCertificateManager: new OPCUACertificateManager({ rootFolder: join(rootFolder, "users"), automaticallyAcceptUnknownCertificate: true }),
  userManager: { isValidUser: (user, password) => user === "operator" && password === "secret" },
});
await server.initialize();
const addressSpace = server.engine.addressSpace;
const filler = addressSpace.registerNamespace("http://acme.com/filler/");
const line = filler.addObject({ browseName: "Line1", nodeId: "s=Line1", organizedBy: addressSpace.rootFolder.objects });
filler.addVariable({ browseName: "Tag7", nodeId: "s=Line1.Tag7", componentOf: line, dataType: "Double", value: { dataType: DataType.Double, value: 7 } });
const user = (token) => token?.userName ? `name ${token.userName}`
  : token?.certificateData ? `certificate ${createHash("sha1").update(token.certificateData).digest("hex").toUpperCase()}`
  : "anonymous";
filler.addMethod(line, { browseName: "WhoAmI", nodeId: "s=Line1.WhoAmI", inputArguments: [], outputArguments: [{ name: "who", dataType: DataType.String }] })
  .bindMethod(async (input, context) => {
    const chain = splitChain(context.session.channel?.clientCertificate);
    const value = `user ${user(context.session.userIdentityToken)} chain ${chain.length}`;
    return { statusCode: StatusCodes.Good, outputArguments: [new Variant({ dataType: DataType.String, value })] };
  });
await server.start();
console.log(`ready ${port}`);
process.stdin.resume();
process.stdin.on("end", async () => {
  await server.shutdown(100);
  process.exit(0);
});
