// A node-opcua client that does what SCADA and MES clients do, and prints what it got, a line each.
// usage: node opcua_client.mjs URL [None|Sign|SignAndEncrypt][:POLICY[:USER:PASSWORD]][,...] [step ...]
// Several securities are used one after the other.
// With OPCUA_PKI its certificate is kept in that directory; with OPCUA_STRICT=1 the endpoint dialled must be one of those offered;
// OPCUA_TOKEN is the life of the channel's tokens in milliseconds, OPCUA_SECONDS how long the step `load` lasts. With OPCUA_LISTEN=PORT it
// waits there to be called (reverse connect), and asks URL for nothing but the server's certificate.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  AttributeIds, BrowseDirection, DataType, MessageSecurityMode, OPCUACertificateManager, OPCUAClient, SecurityPolicy,
  TimestampsToReturn, UserTokenType, Variant, constructEventFilter, makeBrowsePath, ClientReverseConnect, ClientSubscription,
} from "node-opcua";

const [url, security = "None", ...steps] = process.argv.slice(2);
const rootFolder = process.env.OPCUA_PKI ?? mkdtempSync(join(tmpdir(), "otedge-opcua-client-"));
const listener = process.env.OPCUA_LISTEN ? new ClientReverseConnect({ connectionUrl: `opc.tcp://127.0.0.1:${process.env.OPCUA_LISTEN}` }) : null;
const certificateAt = async () => {
  const asking = OPCUAClient.create({ endpointMustExist: false, connectionStrategy: { maxRetry: 0 } });
  await asking.connect(url);
  const [offered] = await asking.getEndpoints();
  await asking.disconnect();
  return offered.serverCertificate;
};
const clientFor = async (mode, policy) => OPCUAClient.create({
  ...(listener && mode !== "None" ? { serverCertificate: await certificateAt() } : {}),
  applicationName: "mes",
  applicationUri: "urn:acme:mes",
  endpointMustExist: process.env.OPCUA_STRICT === "1",
  defaultSecureTokenLifetime: Number(process.env.OPCUA_TOKEN ?? 600000),
  securityMode: MessageSecurityMode[mode],
  securityPolicy: mode === "None" ? SecurityPolicy.None : SecurityPolicy[policy],
  clientCertificateManager: new OPCUACertificateManager({ rootFolder, automaticallyAcceptUnknownCertificate: true }),
  connectionStrategy: { maxRetry: steps.some((step) => ["outlast", "drop"].includes(step)) ? -1 : 0, initialDelay: 100, maxDelay: 200 },
  transportTimeout: 10000,
  requestedSessionTimeout: 60000,
});
const say = (name, ...what) => console.log([name, ...what].join(" "));
const id = (name) => `ns=2;s=Line1.${name}`;
const tags = (forbidden) => Array.from({ length: 50 }, (_, i) => id(i === 24 ? forbidden : `Tag${i}`));
const tally = (codes) => [...new Set(codes)].map((code) => `${code}=${codes.filter((other) => other === code).length}`).join(" ");
const double = (value) => ({ value: new Variant({ dataType: DataType.Double, value }) });
const write = (name, value) => ({ nodeId: id(name), attributeId: AttributeIds.Value, value: double(value) });
const attempt = async (name, what) => {
  try {
    say(name, await what());
  } catch (fault) {
    say(name, "fault", /Bad\w+/.exec(fault.message)?.[0] ?? fault.message);
  }
};

let client;
let session;
const doing = {
  endpoints: async () => (await client.getEndpoints()).length > 0 ? "some" : "none",
  namespaces: async () => (await session.read([{ nodeId: "i=2255", attributeId: AttributeIds.Value }]))[0].statusCode.name,
  read: async () => {
    const values = await session.read(tags("Tag24").map((nodeId) => ({ nodeId, attributeId: AttributeIds.Value })));
    return `${tally(values.map((value) => value.statusCode.name))} sum ${values.reduce((sum, value) => sum + value.value.value, 0)}`;
  },
  readOneForbidden: async () => {
    const values = await session.read(tags("Secret").map((nodeId) => ({ nodeId, attributeId: AttributeIds.Value })));
    return `${tally(values.map((value) => value.statusCode.name))} slot24 ${values[24].statusCode.name} slot25 ${values[25].value.value}`;
  },
  write: async () => tally((await session.write([write("Target", 42)])).map((code) => code.name)),
  writeBeyond: async () => tally((await session.write([write("Target", 99)])).map((code) => code.name)),
  writeBatch: async () => tally((await session.write(tags("Secret").map((nodeId) => ({ nodeId, attributeId: AttributeIds.Value, value: double(500) })))).map((code) => code.name)),
  readBack: async () => (await session.read(["Target", "Tag0", "Tag49"].map((name) => ({ nodeId: id(name), attributeId: AttributeIds.Value })))).map((value) => value.value.value).join(" "),
  call: async () => {
    const result = await session.call({ objectId: "ns=2;s=Line1", methodId: id("Start"), inputArguments: [] });
    return `${result.statusCode.name} ${result.outputArguments?.[0]?.value > 0}`;
  },
  callForbidden: async () => (await session.call({ objectId: "ns=2;s=Line1", methodId: id("Stop"), inputArguments: [] })).statusCode.name,
  browse: async () => {
    const result = await session.browse({ nodeId: "ns=2;s=Line1", browseDirection: BrowseDirection.Forward, resultMask: 63 });
    return `${result.statusCode.name} ${result.references.length}`;
  },
  translate: async () => (await session.translateBrowsePath(makeBrowsePath("RootFolder", "/Objects/2:Line1/2:Target"))).statusCode.name,
  alias: async () => {
    const aliases = await session.registerNodes([id("Tag1"), id("Secret")]);
    const values = await session.read(aliases.map((nodeId) => ({ nodeId, attributeId: AttributeIds.Value })));
    await session.unregisterNodes([aliases[0]]);
    return values.map((value) => value.statusCode.name).join(" ");
  },
  otherEncoding: async () => (await session.read([{ nodeId: id("Secret"), attributeId: AttributeIds.DisplayName }]))[0].statusCode.name,
  subscribe: async () => {
    const subscription = ClientSubscription.create(session, { requestedPublishingInterval: 100, requestedLifetimeCount: 100, requestedMaxKeepAliveCount: 10, maxNotificationsPerPublish: 1000, publishingEnabled: true, priority: 1 });
    const items = await subscription.monitorItems(
      tags("Secret").map((nodeId) => ({ nodeId, attributeId: AttributeIds.Value })), { samplingInterval: 50, queueSize: 10 }, TimestampsToReturn.Both);
    const seen = new Set();
    await new Promise((resolve, reject) => {
      const patience = setTimeout(() => reject(new Error(`only ${seen.size} changes`)), 10000);
      items.on("changed", (item, value, index) => {
        seen.add(index);
        if (seen.size >= items.monitoredItems.filter((one) => (one.statusCode ?? one.result?.statusCode)?.name === "Good").length) {
          clearTimeout(patience);
          resolve();
        }
      });
    });
    const codes = items.monitoredItems.map((item) => item.statusCode?.name ?? item.result?.statusCode?.name ?? "none");
    await subscription.terminate();
    return `${tally(codes)} seen ${seen.size}`;
  },
  big: async () => {
    const text = "x".repeat(1_000_000);
    const code = await session.write([{ nodeId: id("Text"), attributeId: AttributeIds.Value, value: { value: new Variant({ dataType: DataType.String, value: text }) } }]);
    const value = (await session.read([{ nodeId: id("Text"), attributeId: AttributeIds.Value }]))[0].value.value;
    return `${code[0].name} ${value === text}`;
  },
};
// What a monitored item of a subscription brings, until it has brought enough.
const watched = async (item, enough, filter) => {
  const subscription = ClientSubscription.create(session, { requestedPublishingInterval: 100, requestedLifetimeCount: 100, requestedMaxKeepAliveCount: 10, maxNotificationsPerPublish: 1000, publishingEnabled: true, priority: 1 });
  const monitored = await subscription.monitor(item, { samplingInterval: 0, queueSize: 100, filter }, TimestampsToReturn.Both);
  const code = monitored.statusCode?.name ?? monitored.result?.statusCode?.name ?? "none";
  const brought = [];
  for (const end = Date.now() + 10000; code === "Good" && Date.now() < end && brought.length < enough; await pause(50)) {
    monitored.removeAllListeners("changed");
    monitored.on("changed", (value) => brought.push(value));
  }
  await subscription.terminate();
  return [code, brought];
};
const valueOf = async (name) => session.read({ nodeId: id(name), attributeId: AttributeIds.Value });
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const patient = {
  levels: async () => {
    const codes = [];
    for (const value of [40, 60]) {
      await attempt("level", async () => codes.push((await session.write([write("Level", value)]))[0].name));
    }
    return codes.join(" ");
  },
  offered: async () => (await client.getEndpoints()).every((one) => one.endpointUrl === url && one.server.discoveryUrls.every((other) => other === url)),
  history: async () => {
    const result = (await session.readHistoryValue(id("TrendCounter"), new Date(Date.now() - 3600000), new Date(), { numValuesPerNode: 5 }));
    return `${result.statusCode.name} ${result.historyData?.dataValues?.length ?? 0}`;
  },
  historyForbidden: async () => (await session.readHistoryValue(id("Secret"), new Date(Date.now() - 3600000), new Date())).statusCode.name,
  events: async () => {
    const filter = constructEventFilter(["SourceName", "Message", "Severity"]);
    const [code, brought] = await watched({ nodeId: "i=2253", attributeId: AttributeIds.EventNotifier }, 2, filter);
    return `${code} ${brought.filter((fields) => /^tick /.test(fields[1].value?.text)).length >= 2 ? "ticks" : "nothing"}`;
  },
  changes: async () => {
    const [code, brought] = await watched({ nodeId: id("TrendCounter"), attributeId: AttributeIds.Value }, 5);
    const values = brought.map((value) => value.value.value);
    return `${code} ${values.every((value, i) => i === 0 || value === values[i - 1] + 1) ? "no gap" : values.join(" ")}`;
  },
  // Watches on while the rules change, until one item has been silent for long.
  outwatch: async () => {
    const subscription = ClientSubscription.create(session, { requestedPublishingInterval: 100, requestedLifetimeCount: 1000, requestedMaxKeepAliveCount: 10, maxNotificationsPerPublish: 1000, publishingEnabled: true, priority: 1 });
    const last = { Secret: Date.now(), TrendCounter: Date.now() };
    for (const name of Object.keys(last)) {
      const item = await subscription.monitor({ nodeId: id(name), attributeId: AttributeIds.Value }, { samplingInterval: 0, queueSize: 100 }, TimestampsToReturn.Both);
      item.on("changed", () => { last[name] = Date.now(); });
    }
    for (const end = Date.now() + 60000; Date.now() < end && Date.now() - last.Secret < 3000; await pause(100));
    return `Secret ended ${Date.now() - last.Secret >= 3000} TrendCounter goes on ${Date.now() - last.TrendCounter < 2000}`;
  },
  // Watches on while an item is silenced, and until it speaks again; an alias and a continuation point from before have no value meanwhile.
  outwait: async () => {
    const subscription = ClientSubscription.create(session, { requestedPublishingInterval: 100, requestedLifetimeCount: 1000, requestedMaxKeepAliveCount: 10, maxNotificationsPerPublish: 1000, publishingEnabled: true, priority: 1 });
    let last = Date.now();
    const item = await subscription.monitor({ nodeId: id("Secret"), attributeId: AttributeIds.Value }, { samplingInterval: 0, queueSize: 100 }, TimestampsToReturn.Both);
    item.on("changed", () => { last = Date.now(); });
    const [alias] = await session.registerNodes([id("Secret")]);
    session.requestedMaxReferencesPerNode = 1;
    const { continuationPoint } = await session.browse({ nodeId: "ns=2;s=Guard", browseDirection: BrowseDirection.Forward, resultMask: 63 });
    for (const end = Date.now() + 60000; Date.now() < end && Date.now() - last < 3000; await pause(100));
    const wasSilent = Date.now() - last >= 3000;
    const read = await session.read({ nodeId: alias, attributeId: AttributeIds.Value });
    const next = await session.browseNext(continuationPoint, false);
    await valueOf("Tag49"); // So that the test sees how far it is.
    for (const end = Date.now() + 60000; Date.now() < end && Date.now() - last >= 3000; await pause(100));
    return `silent ${wasSilent} alias ${read.statusCode.name} point ${next.statusCode.name} speaks again ${Date.now() - last < 3000}`;
  },
  // Behind a restart after which namespaces have other indexes.
  moved: async () => {
    const code = async (index) => {
      for (const end = Date.now() + 30000; ; await pause(200)) {
        try {
          return (await session.write([{ ...write("Target", 42), nodeId: `ns=${index};s=Line1.Target` }]))[0].name;
        } catch (fault) {
          const refusal = /BadUserAccessDenied/.exec(fault.message)?.[0];
          if (refusal || Date.now() > end) {
            return refusal ?? fault.message;
          }
        }
      }
    };
    return `ns=2 ${await code(2)} ns=3 ${await code(3)}`;
  },
  targets: async () => (await session.read([2, 3].map((index) => ({ nodeId: `ns=${index};s=Line1.Target`, attributeId: AttributeIds.Value })))).map((one) => one.value.value).join(" "),
  // As long as node-opcua's server takes it: 16 MiB, in some thirty chunks.
  huge: async () => {
    const text = "x".repeat(15_900_000);
    const code = await session.write([{ nodeId: id("Text"), attributeId: AttributeIds.Value, value: { value: new Variant({ dataType: DataType.String, value: text }) } }]);
    const value = (await session.read([{ nodeId: id("Text"), attributeId: AttributeIds.Value }]))[0].value.value;
    return `${code[0].name} ${value === text}`;
  },
  // Readers and writers side by side while the channel's tokens are renewed.
  load: async () => {
    const end = Date.now() + 1000 * Number(process.env.OPCUA_SECONDS ?? 25);
    const tally = { done: 0, lost: 0 };
    let renewals = 0;
    let breaks = 0;
    let gaps = 0;
    let last;
    client.on("lifetime_75", () => renewals++);
    client.on("connection_lost", () => breaks++);
    const subscription = ClientSubscription.create(session, { requestedPublishingInterval: 100, requestedLifetimeCount: 1000, requestedMaxKeepAliveCount: 10, maxNotificationsPerPublish: 1000, publishingEnabled: true, priority: 1 });
    const counter = await subscription.monitor({ nodeId: id("TrendCounter"), attributeId: AttributeIds.Value }, { samplingInterval: 0, queueSize: 100 }, TimestampsToReturn.Both);
    counter.on("changed", (value) => {
      gaps += last !== undefined && value.value.value !== last + 1 ? 1 : 0;
      last = value.value.value;
    });
    await Promise.all(Array.from({ length: 4 }, async (_, reader) => {
      while (Date.now() < end) {
        try {
          const good = reader === 0
            ? (await session.write([write("Target", 42)]))[0].name === "Good"
            : (await valueOf(`Tag${reader}`)).statusCode.name === "Good";
          good ? tally.done++ : tally.lost++;
        } catch {
          tally.lost++;
        }
        await pause(Number(process.env.OPCUA_PAUSE ?? 2));
      }
    }));
    await subscription.terminate();
    return `lost ${tally.lost} renewed ${renewals > 1} much ${tally.done > 1000} gaps ${gaps} breaks ${breaks}`;
  },
  // Breaks the connection: the session goes on, on another channel.
  drop: async () => {
    const before = session.sessionId.toString();
    const back = new Promise((resolve) => client.once("connection_reestablished", resolve));
    client._secureChannel.forceConnectionBreak();
    await Promise.race([back, pause(20000)]);
    const value = await valueOf("Tag7");
    return `${value.statusCode.name} ${value.value.value} same session ${session.sessionId.toString() === before}`;
  },
  // Waits until the server was started again, perhaps with another index of its namespace. That can be over before a request fails, so its
  // StartTime tells.
  outlast: async () => {
    const asked = ["ns=2;s=Line1.Tag7", "ns=3;s=Line1.Tag7", "i=2257"].map((nodeId) => ({ nodeId, attributeId: AttributeIds.Value }));
    let began;
    for (const end = Date.now() + 70000; Date.now() < end; await pause(200)) {
      const values = await Promise.race([session.read(asked).catch(() => null), pause(3000)]);
      const started = values?.[2].value.value?.getTime();
      const value = values?.slice(0, 2).find((one) => one.statusCode.name === "Good");
      began ??= started;
      if (value && started && started !== began) {
        return `back ${value.value.value}`;
      }
    }
    return "never back";
  },
};
for (const one of security.split(",")) {
  const [mode, policy = "Basic256Sha256", userName, password] = one.split(":");
  client = await clientFor(mode, policy);
  session = null;
  await attempt("connect", async () => {
    if (listener) {
      await listener.start();
      await client.connectReverse(listener, { serverUri: process.env.OPCUA_URI });
    } else {
      await client.connect(url);
    }
    session = await client.createSession(userName ? { type: UserTokenType.UserName, userName, password } : { type: UserTokenType.Anonymous });
    return "done";
  });
  if (!session) {
    continue;
  }
  for (const step of steps.length > 0 ? steps : Object.keys(doing)) {
    await attempt(step, doing[step] ?? patient[step]);
  }
  await attempt("close", async () => {
    await session.close();
    return "done";
  });
  await client.disconnect();
}
await listener?.stop();
process.exit(0);
