// A node-opcua client that asks a server who it is taken for, and prints what it got, a line each.
// usage: node opcua_identity_client.mjs URL PKI [step ...]; steps: who, shown, hold (reads until standard input ends)
// With OPCUA_USER_CERTIFICATE and OPCUA_USER_KEY (PEM files) its user is the holder of that certificate; with OPCUA_USER and
// OPCUA_PASSWORD a name; else nobody in particular. OPCUA_STRICT=1: only servers that the PKI directory trusts.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { AttributeIds, MessageSecurityMode, OPCUACertificateManager, OPCUAClient, SecurityPolicy, UserTokenType } from "node-opcua";
import { splitChain } from "./opcua_certificates.mjs";

const [url, rootFolder, ...steps] = process.argv.slice(2);
const { OPCUA_USER_CERTIFICATE: certificateFile, OPCUA_USER_KEY: keyFile, OPCUA_USER: userName, OPCUA_PASSWORD: password } = process.env;
const der = (pem) => Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ""), "base64");
const identity = certificateFile
  ? { type: UserTokenType.Certificate, certificateData: der(readFileSync(certificateFile, "ascii")), privateKey: readFileSync(keyFile, "ascii") }
  : userName ? { type: UserTokenType.UserName, userName, password } : { type: UserTokenType.Anonymous };
const client = OPCUAClient.create({
  applicationName: "mes",
  applicationUri: "urn:acme:mes",
  endpointMustExist: false,
  securityMode: MessageSecurityMode.SignAndEncrypt,
  securityPolicy: SecurityPolicy[process.env.OPCUA_POLICY ?? "Basic256Sha256"],
  clientCertificateManager: new OPCUACertificateManager({ rootFolder, automaticallyAcceptUnknownCertificate: process.env.OPCUA_STRICT !== "1" }),
  defaultSecureTokenLifetime: 10000,
  connectionStrategy: { maxRetry: 0, initialDelay: 100, maxDelay: 200 },
  transportTimeout: 10000,
  requestedSessionTimeout: 60000,
});
const say = (...what) => console.log(what.join(" "));
const attempt = async (name, what) => {
  try {
    say(name, await what());
  } catch (fault) {
    say(name, "fault", /Bad\w+/.exec(fault.message)?.[0] ?? fault.message);
  }
};

let session;
await attempt("connect", async () => {
  await client.connect(url);
  session = await client.createSession(identity);
  return "done";
});
if (!session) {
  process.exit(0);
}
const thumbprint = (certificate) => createHash("sha1").update(certificate).digest("hex").toUpperCase();
const doing = {
  who: async () => (await session.call({ objectId: "ns=2;s=Line1", methodId: "ns=2;s=Line1.WhoAmI", inputArguments: [] })).outputArguments[0].value,
  shown: async () => {
    const offered = (await client.getEndpoints()).map((endpoint) => splitChain(endpoint.serverCertificate).map(thumbprint).join(" "));
    const presented = splitChain(client.serverCertificate).map(thumbprint).join(" ");
    return `${presented} ${offered.every((one) => one === presented) ? "as offered" : "not as offered"}`;
  },
  hold: async () => {
    let isOver = false;
    let [done, lost] = [0, 0];
    process.stdin.resume();
    process.stdin.on("end", () => { isOver = true; });
    say("holding");
    while (!isOver) {
      try {
        const value = await session.read({ nodeId: "ns=2;s=Line1.Tag7", attributeId: AttributeIds.Value });
        value.value.value === 7 ? done++ : lost++;
      } catch {
        lost++;
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return `lost ${lost} much ${done > 20}`;
  },
};
for (const step of steps) {
  await attempt(step, doing[step]);
}
await attempt("close", async () => {
  await session.close();
  return "done";
});
await client.disconnect();
process.exit(0);
