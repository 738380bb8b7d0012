using OtEdge.Core.Policy;

namespace OtEdge.Core.Traffic.Replaying;

/// <summary>Takes the values that a device is known to have.</summary>
public interface IValueSink
{
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
