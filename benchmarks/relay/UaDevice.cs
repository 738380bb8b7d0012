using System.Buffers.Binary;
using System.Security.Cryptography;
using OtEdge.OpcUa.Certificates;
using OtEdge.OpcUa.SecureChannel;
using OtEdge.OpcUa.Services;

namespace OtEdge.RelayBenchmark;

/// <summary>
/// An OPC UA server over real secure channels of every policy and mode: a session for everybody, and answers to Read and Write that were
/// written once and are only numbered anew.
/// </summary>
internal sealed class UaDevice : IDevice
{
    private readonly Dictionary<int, byte[]> reads = new[] { 1, 10, 100, UaBodies.NodesMax }.ToDictionary(count => count, UaBodies.ReadResponse);
    private readonly byte[] written = UaBodies.WriteResponse();
    private readonly Client?[] clients = new Client?[Responder.ConnectionsMax];
    private readonly ServerChannelOptions options;
    private readonly UaDeviceSessions sessions;
    private readonly UaPublisher publisher = new();
    private uint channels;

    /// <summary>Makes the device.</summary>
    /// <param name="port">Where it listens.</param>
    /// <param name="identities">Folder of its certificate.</param>
    public UaDevice(int port, string identities)
    {
        OwnCertificate own = UaIdentity.Read(identities, UaIdentity.Device);
        sessions = new UaDeviceSessions(own, $"opc.tcp://127.0.0.1:{port}");
        options = new ServerChannelOptions
        {
            Policies = SecurityPolicy.All,
            Modes = [MessageSecurityMode.None, MessageSecurityMode.Sign, MessageSecurityMode.SignAndEncrypt],
            Own = own,
            Check = (_, _) => null,
            Random = RandomNumberGenerator.Fill,
        };
    }

    public void Begin(int client)
    {
        clients[client]?.End.Dispose();
        var channel = new ServerChannel(options, ++channels);
        clients[client] = new Client(channel, new UaEnd(channel, (request, message) => Serve(client, request, message)));
    }

    public ReadOnlySpan<byte> Answer(int client, ReadOnlySpan<byte> received)
    {
        (ServerChannel channel, UaEnd end) = clients[client]!;
        channel.OutputTaken();
        end.Take(received);
        return channel.Output;
    }

    public void End(int client) => publisher.End(client);

    public long DueAt => publisher.DueAt;

    public bool TryTell(out int client, out ReadOnlySpan<byte> bytes)
    {
        client = publisher.Due();
        if (client < 0)
        {
            bytes = default;
            return false;
        }

        ServerChannel channel = clients[client]!.Channel;
        channel.OutputTaken();
        publisher.Tell(client);
        bytes = channel.Output;
        return true;
    }

    private void Serve(int client, uint request, ReadOnlySpan<byte> message)
    {
        ServerChannel channel = clients[client]!.Channel;
        byte[]? answer = UaBodies.ServiceOf(message) switch
        {
            ServiceType.Read when IsOfValues(message) => reads[BinaryPrimitives.ReadInt32LittleEndian(message[UaBodies.ReadCountAt..])],
            ServiceType.Read => UaDeviceSessions.Namespaces(),
            ServiceType.Write => written,
            ServiceType.GetEndpoints => sessions.Endpoints(),
            ServiceType.CreateSession => sessions.Create(channel, client, message),
            ServiceType.ActivateSession => UaDeviceSessions.Activate(),
            ServiceType.CloseSession => UaDeviceSessions.Close(),
            ServiceType.CreateSubscription => publisher.Begin(client, channel),
            ServiceType.CreateMonitoredItems => UaSubscriptions.Watched(),
            ServiceType.SetPublishingMode => publisher.Silence(client),
            ServiceType.Publish => null,
            var service => throw new IOException($"the device of this benchmark has no {service}"),
        };
        if (answer is null)
        {
            publisher.Wait(client, request, message);
            return;
        }

        message.Slice(HandleAt(message), sizeof(uint)).CopyTo(answer.AsSpan(UaBodies.ResponseHandleAt));
        channel.TrySend(request, answer, UaEnd.Now);
        if (UaBodies.ServiceOf(message) == ServiceType.SetPublishingMode)
        {
            publisher.TellLast(client);
        }
    }

    // OtEdge asks for the namespaces besides, whose NodeId is a number (the encodings are of OPC UA Part 6 cl. 5.2.2.9).
    private static bool IsOfValues(ReadOnlySpan<byte> message)
    {
        const byte StringEncoding = 3;
        return message[UaBodies.ReadNodeAt] == StringEncoding;
    }

    // OtEdge's own question for endpoints has the null token in two bytes.
    private static int HandleAt(ReadOnlySpan<byte> message) => UaBodies.RequestHandleAt - (message[UaBodies.SessionAt] == 0 ? 2 : 0);

    private sealed record Client(ServerChannel Channel, UaEnd End);
}
