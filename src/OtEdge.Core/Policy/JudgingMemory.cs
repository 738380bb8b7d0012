#pragma warning disable CA1822 // being written
namespace OtEdge.Core.Policy;

/// <summary>
/// What judging must remember between operations of one conduit: last known values (for max-step) and rate windows. Owned by the
/// conduit's loop and not thread-safe; bounded; survives a swap of rules.
/// </summary>
public sealed class JudgingMemory
{
    /// <summary>Takes in registers or bits that were read from the device or whose write it acknowledged.</summary>
    /// <param name="rules">The rules that hold; values that none of them measures from are not kept.</param>
    /// <param name="unit">Modbus unit identifier.</param>
    /// <param name="space">The space.</param>
    /// <param name="address">First zero-based address.</param>
    /// <param name="count">Number of registers or bits.</param>
    /// <param name="data">As on the wire: registers big-endian, bits packed from the least significant.</param>
    public void Learn(RuleSet rules, byte unit, RegisterSpace space, int address, int count, ReadOnlySpan<byte> data)
    {
    }
}
