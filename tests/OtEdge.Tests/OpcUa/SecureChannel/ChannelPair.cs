using System.Security.Cryptography;
using OtEdge.OpcUa.Certificates;
using OtEdge.OpcUa.SecureChannel;
using OtEdge.OpcUa.Transport;

namespace OtEdge.Tests.OpcUa.SecureChannel;

/// <summary>A client's and a server's end that are joined in memory, with a clock of their own.</summary>
internal sealed class ChannelPair : IDisposable
{
    private readonly List<byte> toServer = [];
    private readonly List<byte> toClient = [];

    public ChannelPair(ServerChannelOptions offered, ClientChannelOptions asked)
    {
        Server = new ServerChannel(offered, 7);
        Client = new ClientChannel(asked);
        Server.IncomingLimits = AssemblyLimits.InSession;
        Client.IncomingLimits = AssemblyLimits.InSession;
        Client.Greet();
    }

    public ServerChannel Server { get; }

    public ClientChannel Client { get; }

    public TimeSpan Elapsed { get; set; } = TimeSpan.FromHours(1);

    public Moment Now => new(Elapsed, TestCertificates.Now);

    /// <summary>Changes the bytes on their way to the server.</summary>
    public Func<byte[], byte[]> OnTheWay { get; set; } = bytes => bytes;

    /// <summary>Changes the bytes on their way to the client.</summary>
    public Func<byte[], byte[]> OnTheWayBack { get; set; } = bytes => bytes;

    /// <summary>What has happened, in order: "S" or "C" and the kind.</summary>
    public List<string> Events { get; } = [];

    public List<(uint RequestId, byte[] Message)> AtServer { get; } = [];

    public List<(uint RequestId, byte[] Message)> AtClient { get; } = [];

    public string? Reason { get; private set; }

    public uint Status { get; private set; }

    public static ServerChannelOptions Offer(OwnCertificate? own = null, PeerCheck? check = null) => new()
    {
        Policies = SecurityPolicy.All,
        Modes = [MessageSecurityMode.None, MessageSecurityMode.Sign, MessageSecurityMode.SignAndEncrypt],
        Own = own ?? TestCertificates.Server,
        Check = check ?? ((_, _) => null),
        Random = RandomNumberGenerator.Fill,
    };

    public static ClientChannelOptions Ask(
        SecurityPolicy policy, MessageSecurityMode mode, OwnCertificate? own = null, OwnCertificate? server = null) => new()
        {
            Policy = policy,
            Mode = mode,
            EndpointUrl = "opc.tcp://plc:4840",
            Own = own ?? TestCertificates.Client,
            Server = PeerCertificate.Open((server ?? TestCertificates.Server).ChainBytes.Span),
            Random = RandomNumberGenerator.Fill,
            Lifetime = TimeSpan.FromSeconds(60),
        };

    /// <summary>Moves bytes to and fro until nothing moves any more.</summary>
    public void Pump()
    {
        while (Move())
        {
        }
    }

    public void Renew()
    {
        Do("C", Client, Client.Renew(Now));
        Pump();
    }

    public void Dispose()
    {
        Client.Dispose();
        Server.Dispose();
    }

    private bool Move()
    {
        byte[] sent = OnTheWay(Client.Output.ToArray());
        toServer.AddRange(sent);
        Client.OutputTaken();
        toClient.AddRange(OnTheWayBack(Server.Output.ToArray()));
        Server.OutputTaken();
        bool hasMoved = Take("S", Server, toServer);
        return Take("C", Client, toClient) || hasMoved || Client.Output.Length > 0 || Server.Output.Length > 0;
    }

    private bool Take(string name, ChannelEnd end, List<byte> arrived)
    {
        bool hasMoved = false;
        while (arrived.Count > 0)
        {
            byte[] bytes = [.. arrived];
            var happened = end.Receive(bytes, Now, out int consumed);
            arrived.RemoveRange(0, consumed);
            if (consumed == 0)
            {
                return hasMoved;
            }

            hasMoved = true;
            Do(name, end, happened);
        }

        return hasMoved;
    }

    private void Do(string name, ChannelEnd end, ChannelEvent happened)
    {
        while (happened.Kind == ChannelEventKind.Work)
        {
            happened.Work!.Run();
            happened = end.Complete(happened.Work, Now);
        }

        if (happened.Kind is not (ChannelEventKind.Progress or ChannelEventKind.NeedMore))
        {
            Events.Add($"{name} {happened.Kind}");
        }

        if (happened.Kind == ChannelEventKind.Message)
        {
            (name == "S" ? AtServer : AtClient).Add((happened.RequestId, happened.Message.ToArray()));
        }

        if (happened.Kind == ChannelEventKind.Faulted && Reason is null)
        {
            Reason = happened.Reason;
            Status = happened.StatusCode;
        }
    }
}
