// What subscriptions may not lose, through a node-opcua client: prints counts, a line each.
// usage: node opcua_subscriptions.mjs URL None|SignAndEncrypt [DIRECT [NAME]]; the server has OPCUA_ITEMS items
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  AttributeIds, ClientSubscription, CreateMonitoredItemsRequest, CreateSubscriptionRequest, DataType, MessageSecurityMode, OPCUACertificateManager,
  OPCUAClient, PublishRequest, RepublishRequest, SecurityPolicy, TransferSubscriptionsRequest, UserTokenType, Variant,
} from "node-opcua";

const [url, mode, , only] = process.argv.slice(2);
const rootFolder = process.env.OPCUA_PKI ?? mkdtempSync(join(tmpdir(), "otedge-opcua-subscriber-"));
const count = Number(process.env.OPCUA_ITEMS ?? 10000);
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const until = async (condition) => {
  for (const end = Date.now() + 60000; Date.now() < end && !condition(); await pause(50));
};
const connect = async () => {
  const client = OPCUAClient.create({
    applicationName: "mes", applicationUri: "urn:acme:mes", endpointMustExist: false, securityMode: MessageSecurityMode[mode],
    securityPolicy: mode === "None" ? SecurityPolicy.None : SecurityPolicy.Basic256Sha256,
    clientCertificateManager: new OPCUACertificateManager({ rootFolder, automaticallyAcceptUnknownCertificate: true }),
    connectionStrategy: { maxRetry: -1, initialDelay: 100, maxDelay: 200 }, transportTimeout: 30000, requestedSessionTimeout: 60000,
  });
  await client.connect(url);
  return { client, session: await client.createSession({ type: UserTokenType.Anonymous }) };
};
// On a channel without security node-opcua's server hands nothing over to somebody anonymous.
const operator = { type: UserTokenType.UserName, userName: "operator", password: "secret" };
const send = (session, request) => new Promise((resolve, reject) =>
  session.performMessageTransaction(request, (fault, response) => fault ? reject(fault) : resolve(response)));
const terms = (publishing, keepAlive = 10) => ({
  requestedPublishingInterval: publishing, requestedLifetimeCount: 1000, requestedMaxKeepAliveCount: keepAlive, maxNotificationsPerPublish: 2000, publishingEnabled: true, priority: 1,
});
const value = (nodeId) => ({ nodeId, attributeId: AttributeIds.Value });
const counter = value("ns=2;s=Line1.TrendCounter");

// 10,000 items in batches, the first value of each and a later change of each.
const manyItems = async ({ session }) => {
  const subscription = ClientSubscription.create(session, terms(100));
  const first = new Set();
  const changed = new Set();
  let good = 0;
  for (let start = 0; start < count; start += 1000) {
    const batch = Array.from({ length: Math.min(1000, count - start) }, (_, i) => value(`ns=2;s=Items.I${start + i}`));
    const group = await subscription.monitorItems(batch, { samplingInterval: 0, queueSize: 10 }, 2);
    good += group.monitoredItems.filter((item) => (item.statusCode ?? item.result?.statusCode)?.name === "Good").length;
    group.on("changed", (item, data, index) => (data.value.value === start + index ? first : data.value.value === 100000 + start + index ? changed : new Set()).add(start + index));
  }
  await until(() => first.size === count);
  await session.write([{ nodeId: "ns=2;s=Items.Go", attributeId: AttributeIds.Value, value: { value: new Variant({ dataType: DataType.Double, value: 1 }) } }]);
  await until(() => changed.size === count);
  await session.write([{ nodeId: "ns=2;s=Items.Go", attributeId: AttributeIds.Value, value: { value: new Variant({ dataType: DataType.Double, value: 0 }) } }]);
  await subscription.terminate();
  return `good ${good} first ${first.size} changed ${changed.size}`;
};

// Four subscriptions and 64 Publish requests outstanding: each is answered once, and no notification is left out.
const manyPublishes = async ({ session }) => {
  const last = new Map();
  for (let i = 0; i < 4; i++) {
    const { subscriptionId } = await send(session, new CreateSubscriptionRequest(terms(50)));
    await send(session, new CreateMonitoredItemsRequest({
      subscriptionId, timestampsToReturn: 2,
      itemsToCreate: [{ itemToMonitor: counter, monitoringMode: 2, requestedParameters: { clientHandle: 1, samplingInterval: 0, queueSize: 100, discardOldest: true } }],
    }));
  }
  const outstanding = new Set();
  let most = 0;
  let answers = 0;
  let gaps = 0;
  let faults = 0;
  const acknowledgements = [];
  const publish = () => {
    const asked = send(session, new PublishRequest({ requestHeader: { timeoutHint: 30000 }, subscriptionAcknowledgements: acknowledgements.splice(0) }))
      .then(({ subscriptionId, notificationMessage }) => {
        answers++;
        for (const data of notificationMessage.notificationData ?? []) {
          acknowledgements.push({ subscriptionId, sequenceNumber: notificationMessage.sequenceNumber });
          for (const item of data.monitoredItems) {
            gaps += last.has(subscriptionId) && item.value.value.value !== last.get(subscriptionId) + 1 ? 1 : 0;
            last.set(subscriptionId, item.value.value.value);
          }
        }
      }, () => { faults++; })
      .finally(() => {
        outstanding.delete(asked);
        if (answers + faults < 150) {
          publish();
        }
      });
    outstanding.add(asked);
    most = Math.max(most, outstanding.size);
  };
  Array.from({ length: 64 }, publish);
  await until(() => answers >= 150);
  return `outstanding ${most} answered ${answers >= 150} subscriptions ${last.size} gaps ${gaps} faults ${faults}`;
};

// The connection breaks while notifications are under way, which nothing acknowledges; what did not arrive is asked for again.
const broken = async ({ client, session }) => {
  const { subscriptionId } = await send(session, new CreateSubscriptionRequest(terms(100)));
  await send(session, new CreateMonitoredItemsRequest({
    subscriptionId, timestampsToReturn: 2,
    itemsToCreate: [{ itemToMonitor: counter, monitoringMode: 2, requestedParameters: { clientHandle: 1, samplingInterval: 0, queueSize: 100, discardOldest: true } }],
  }));
  const seen = new Map();
  const keep = ({ notificationMessage }) => {
    if (notificationMessage.notificationData?.length > 0) {
      seen.set(notificationMessage.sequenceNumber, notificationMessage.notificationData.flatMap((data) => data.monitoredItems.map((one) => one.value.value.value)));
    }
  };
  let isOn = true;
  const publish = async () => {
    while (isOn) {
      await send(session, new PublishRequest({ requestHeader: { timeoutHint: 30000 }, subscriptionAcknowledgements: [] })).then(keep, () => pause(50));
    }
  };
  publish();
  publish();
  await until(() => seen.size >= 5);
  const back = new Promise((resolve) => client.once("connection_reestablished", resolve));
  client._secureChannel.forceConnectionBreak();
  await back;
  publish();
  publish();
  const before = seen.size;
  await until(() => seen.size >= before + 10);
  isOn = false;
  const [first, last] = [Math.min(...seen.keys()), Math.max(...seen.keys())];
  let again = 0;
  for (let sequence = first; sequence <= last; sequence++) {
    if (!seen.has(sequence) || again === 0) {
      again++;
      keep(await send(session, new RepublishRequest({ subscriptionId, retransmitSequenceNumber: sequence })));
    }
  }
  const values = [...seen.keys()].sort((x, y) => x - y).flatMap((sequence) => seen.get(sequence));
  return `goes on ${seen.size > before} published again ${again > 0} gaps ${values.filter((one, i) => i > 0 && one !== values[i - 1] + 1).length}`;
};

const keptAlive = async ({ session }) => {
  const subscription = ClientSubscription.create(session, terms(100, 3));
  let alive = 0;
  await subscription.monitor(value("ns=2;s=Line1.Target"), { samplingInterval: 0, queueSize: 1 }, 2);
  subscription.on("keepalive", () => alive++);
  await until(() => alive >= 4);
  await subscription.terminate();
  return `${alive >= 4}`;
};

// A subscription outlives its session and goes on in another one of the same client.
const transferred = async ({ client }) => {
  const session = await client.createSession(operator);
  const { subscriptionId } = await send(session, new CreateSubscriptionRequest(terms(100)));
  await send(session, new CreateMonitoredItemsRequest({
    subscriptionId, timestampsToReturn: 2,
    itemsToCreate: [{ itemToMonitor: counter, monitoringMode: 2, requestedParameters: { clientHandle: 1, samplingInterval: 0, queueSize: 100, discardOldest: true } }],
  }));
  const values = [];
  const take = async (from) => {
    for (let i = 0; i < 5; i++) {
      const { notificationMessage } = await send(from, new PublishRequest({ requestHeader: { timeoutHint: 30000 }, subscriptionAcknowledgements: [] }));
      values.push(...(notificationMessage.notificationData ?? []).flatMap((data) => (data.monitoredItems ?? []).map((one) => one.value.value.value)));
    }
  };
  await take(session);
  const other = await client.createSession(operator);
  const { results } = await send(other, new TransferSubscriptionsRequest({ subscriptionIds: [subscriptionId], sendInitialValues: false }));
  const before = values.length;
  if (results[0].statusCode.name === "Good") {
    await take(other);
  }
  await other.close();
  return `${results[0].statusCode.name} goes on ${values.length > before} gaps ${values.filter((one, i) => i > 0 && one !== values[i - 1] + 1).length}`;
};

for (const [name, step] of Object.entries({ manyItems, manyPublishes, broken, keptAlive, transferred }).filter(([name]) => name === (only ?? name))) {
  const visitor = await connect();
  try {
    console.log(`${name} ${await step(visitor)}`);
  } catch (fault) {
    console.log(`${name} fault ${fault.message}`);
  }
  await visitor.client.disconnect();
}
process.exit(0);
