using OtEdge.Modbus;

namespace OtEdge.Conduits.Replaying;

/// <summary>Takes the Modbus traffic of a capture in its order; spans are valid during the call.</summary>
public interface IModbusReplaySink
{
    /// <summary>A client asked something; <see cref="ModbusRequest.TryParse"/> tells whether it is well-formed.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="time">When its last byte was captured.</param>
    /// <param name="adu">The whole ADU.</param>
    void OnRequest(CapturedConnection connection, DateTimeOffset time, ReadOnlySpan<byte> adu);

    /// <summary>A device answered.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="time">When its last byte was captured.</param>
    /// <param name="adu">The whole ADU.</param>
    /// <param name="request">The request that it answers; null when there is none, or none that was well-formed.</param>
    void OnReply(CapturedConnection connection, DateTimeOffset time, ReadOnlySpan<byte> adu, AnsweredRequest? request);

    /// <summary>Bytes came that are no Modbus frame; a gateway would have closed the connection here.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="side">Who sent them.</param>
    /// <param name="time">When they were captured.</param>
    /// <param name="fault">What is wrong.</param>
    /// <param name="bytes">The bytes, up to the end of their segment.</param>
    void OnFault(CapturedConnection connection, StreamSide side, DateTimeOffset time, WireFault fault, ReadOnlySpan<byte> bytes);
}
