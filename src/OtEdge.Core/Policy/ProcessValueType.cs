namespace OtEdge.Core.Policy;

/// <summary>How the words or bits at an address make a number.</summary>
public enum ProcessValueType
{
    /// <summary>One coil or discrete input.</summary>
    Bit,

    /// <summary>One word, unsigned.</summary>
    UInt16,

    /// <summary>One word, two's complement.</summary>
    Int16,

    /// <summary>Two words, unsigned.</summary>
    UInt32,

    /// <summary>Two words, two's complement.</summary>
    Int32,

    /// <summary>Four words, unsigned.</summary>
    UInt64,

    /// <summary>Four words, two's complement.</summary>
    Int64,

    /// <summary>Two words, IEEE 754 binary32.</summary>
    Float32,

    /// <summary>Four words, IEEE 754 binary64.</summary>
    Float64,
}
