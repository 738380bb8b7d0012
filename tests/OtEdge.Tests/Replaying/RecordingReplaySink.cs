using OtEdge.Conduits.Replaying;
using OtEdge.Modbus;

namespace OtEdge.Tests.Replaying;

/// <summary>Keeps what a replay says, as text and as counts.</summary>
internal sealed class RecordingReplaySink : IModbusReplaySink
{
    public List<string> Lines { get; } = [];

    public Dictionary<ReplyCheck, int> Checks { get; } = [];

    public void OnRequest(CapturedConnection connection, DateTimeOffset time, ReadOnlySpan<byte> adu) =>
        Lines.Add($"{connection.Number} request {Convert.ToHexString(adu)}");

    public void OnReply(CapturedConnection connection, DateTimeOffset time, ReadOnlySpan<byte> adu, AnsweredRequest? request)
    {
        string check = "unchecked";
        if (request is { } answered)
        {
            var reply = ModbusReply.Read(adu, answered.Request);
            Checks[reply.Check] = Checks.GetValueOrDefault(reply.Check) + 1;
            check = $"{reply.Check}";
        }

        Lines.Add($"{connection.Number} reply {Convert.ToHexString(adu)} {check}");
    }

    public void OnFault(
        CapturedConnection connection, StreamSide side, DateTimeOffset time, WireFault fault, ReadOnlySpan<byte> bytes) =>
        Lines.Add($"{connection.Number} {side} fault {fault.Kind} {Convert.ToHexString(bytes)}");
}
