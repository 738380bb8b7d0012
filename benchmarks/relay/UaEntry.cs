using OtEdge.OpcUa.Certificates;
using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.SecureChannel;
using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Sessions;

namespace OtEdge.RelayBenchmark;

/// <summary>How clients get into a server: they ask it without protection for its certificate, as stacks do, and use it for all connections.</summary>
/// <param name="port">Where it listens.</param>
/// <param name="identities">Folder of the client's certificate.</param>
internal sealed class UaEntry(int port, string identities)
{
    private readonly string url = $"opc.tcp://127.0.0.1:{port}";
    private UaKeys? keys;

    /// <summary>Asks for the server's certificate, if it will be needed.</summary>
    public void Prepare(UaSecurity security, Func<byte[], byte[]> exchange)
    {
        if (security.Mode == MessageSecurityMode.None)
        {
            return;
        }

        using UaClient asking = Make(UaSecurity.None, (_, _) => { });
        asking.Open(exchange);
        UaWriter question = UaBodies.Request(ServiceType.GetEndpoints);
        question.String(url);
        question.Null();
        question.Null();
        IReadOnlyList<Endpoint> offered = Discovery.ReadEndpoints(asking.Ask(question.Written.ToArray(), exchange));
        Endpoint chosen = offered.FirstOrDefault(one => one.PolicyUri == security.Policy.Uri && one.Mode == security.Mode)
            ?? throw new IOException($"the server does not offer {security}; it offers {offered.Count} other ways in");
        keys = new UaKeys(
            UaIdentity.Read(identities, UaIdentity.Client),
            PeerCertificate.Open(chosen.Certificate.Span) ?? throw new IOException("the server shows no certificate"));
    }

    /// <summary>Makes a client.</summary>
    public UaClient Make(UaSecurity security, UaEnd.MessageTaker onMessage) =>
        new(security, security.Mode == MessageSecurityMode.None ? null : keys, url, onMessage);
}
