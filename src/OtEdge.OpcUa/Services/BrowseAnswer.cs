using OtEdge.OpcUa.Encoding;

namespace OtEdge.OpcUa.Services;

/// <summary>Walks one BrowseResult: continuation point and references (OPC UA Part 4 cl. 7.6).</summary>
public ref struct BrowseAnswer
{
    private UaReader reader;
    private int left;

    /// <summary>Begins before the first reference of a result that was read before.</summary>
    public BrowseAnswer(ReadOnlySpan<byte> result)
    {
        reader = new UaReader(result);
        reader.UInt32();
        ContinuationPoint = reader.ByteString();
        left = reader.ArrayLength(18);
    }

    /// <summary>Where BrowseNext goes on; empty: nothing is left.</summary>
    public ReadOnlySpan<byte> ContinuationPoint { get; }

    /// <summary>The reference that <see cref="MoveNext"/> went to.</summary>
    public ReferenceRef Current { get; private set; }

    /// <summary>Goes to the next reference.</summary>
    public bool MoveNext()
    {
        if (left-- <= 0)
        {
            return false;
        }

        Current = new ReferenceRef(ref reader);
        return !reader.HasFailed;
    }
}
