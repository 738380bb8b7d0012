using System.Net;
using System.Net.Sockets;
using OtEdge.Core.Zones;

namespace OtEdge.Host.Commands.Doctor;

/// <summary>Can every conduit listen where it should?</summary>
internal sealed class PortExamination : IExamination
{
    private const string Check = "port";

    /// <inheritdoc/>
    public Task<IReadOnlyList<Diagnosis>> ExamineAsync(Patient patient, CancellationToken token) =>
        Task.FromResult<IReadOnlyList<Diagnosis>>([.. patient.Conduits.Select(conduit => Of(conduit, patient)), .. patient.Conduits.SelectMany(conduit => OfCalls(conduit, patient))]);

    private static Diagnosis Of(Conduit conduit, Patient patient)
    {
        if (patient.Running(conduit.Name) is { } running)
        {
            return running switch
            {
                { Fault: { } fault } => Diagnosis.Fail(
                    Check, $"{conduit.Name}: {fault}", $"mend it, then run 'otedge conduits restart {conduit.Name}'"),
                { Listen: { } listen } => Diagnosis.Ok(Check, $"{conduit.Name}: the gateway listens on {listen}"),
                _ => Diagnosis.Fail(
                    Check, $"{conduit.Name}: the gateway does not listen", $"run 'otedge conduits restart {conduit.Name}'"),
            };
        }

        return OfAddress(conduit, conduit.Listen);
    }

    // While the conduit runs it listens on both or on neither.
    private static IEnumerable<Diagnosis> OfCalls(Conduit conduit, Patient patient) =>
        conduit.OpcUa?.CallingDevices is { } calling && patient.Running(conduit.Name) is null ? [OfAddress(conduit, calling.Listen)] : [];

    private static Diagnosis OfAddress(Conduit conduit, IPEndPoint listen) => TryBind(listen) switch
    {
        null => Diagnosis.Ok(Check, $"{conduit.Name}: {listen} is free"),
        SocketError.AddressAlreadyInUse => Diagnosis.Fail(
            Check,
            $"{conduit.Name}: another process listens on {listen}",
            $"find it with: ss -ltnp 'sport = :{listen.Port}'"),
        SocketError.AccessDenied => Diagnosis.Fail(
            Check,
            $"{conduit.Name}: this user may not listen on {listen}",
            "ports below 1024 need CAP_NET_BIND_SERVICE: start it as the service, or take a higher port"),
        SocketError.AddressNotAvailable => Diagnosis.Fail(
            Check,
            $"{conduit.Name}: no network interface of this machine has {listen.Address}",
            "see 'ip address' for those that it has; 0.0.0.0 listens on all"),
        { } other => Diagnosis.Fail(
            Check, $"{conduit.Name}: cannot listen on {listen}: {other}", "see the listen address in otedge.yaml"),
    };

    private static SocketError? TryBind(IPEndPoint address)
    {
        try
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(address);
            socket.Listen(1);
            return null;
        }
        catch (SocketException fault)
        {
            return fault.SocketErrorCode;
        }
    }
}
