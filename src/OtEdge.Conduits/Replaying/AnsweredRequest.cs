using OtEdge.Modbus;

namespace OtEdge.Conduits.Replaying;

/// <summary>A well-formed request whose reply has come.</summary>
/// <param name="Request">What its reply is checked by.</param>
/// <param name="Written">What it writes, as <see cref="ModbusRequest.WriteData"/> has it; empty for reads.</param>
public readonly record struct AnsweredRequest(PendingRequest Request, ReadOnlyMemory<byte> Written);
