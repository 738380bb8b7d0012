namespace OtEdge.Core.Policy;

/// <summary>Order of the bytes of a multi-word value; A is the most significant byte of the first pair.</summary>
public enum WordOrder
{
    /// <summary>Big-endian words, most significant word first; the Modbus convention and the default.</summary>
    ABCD,

    /// <summary>Least significant word first, bytes in a word big-endian.</summary>
    CDAB,

    /// <summary>Most significant word first, bytes in a word swapped.</summary>
    BADC,

    /// <summary>Fully little-endian.</summary>
    DCBA,
}
