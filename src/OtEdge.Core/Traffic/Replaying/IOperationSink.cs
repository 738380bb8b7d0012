using OtEdge.Core.Policy;

namespace OtEdge.Core.Traffic.Replaying;

/// <summary>Takes traffic that has passed, in the order of time, from a capture or from the record.</summary>
public interface IOperationSink
{
    /// <summary>A client asks something; what is taken until the next call belongs to this request.</summary>
    void Begin(in ReplayedRequest request);

    /// <summary>Takes one operation of the request.</summary>
    void Take(in Operation operation);

    /// <summary>Takes bytes that are no valid request.</summary>
    /// <param name="malformed">The bytes.</param>
    /// <param name="widest">The most that they could do to a device that does not mind; pins are asked about it.</param>
    void TakeMalformed(in Operation malformed, in Operation widest);

    /// <summary>Takes values that a device has returned, or whose write it has acknowledged.</summary>
    /// <param name="unit">Modbus unit identifier.</param>
    /// <param name="range">Where they stand.</param>
    /// <param name="data">As on the wire: registers big-endian, bits packed from the least significant.</param>
    void Learn(byte unit, SpaceRange range, ReadOnlySpan<byte> data);

    /// <summary>Takes a mask write of a holding register that a device has acknowledged.</summary>
    /// <param name="unit">Modbus unit identifier.</param>
    /// <param name="address">Zero-based address.</param>
    /// <param name="andMask">AND mask as on the wire.</param>
    /// <param name="orMask">OR mask as on the wire.</param>
    void LearnMask(byte unit, int address, ushort andMask, ushort orMask);
}
