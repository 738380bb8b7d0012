using OtEdge.OpcUa.Encoding;

namespace OtEdge.OpcUa.Services;

/// <summary>
/// Walks the items of a request in place, without allocating. Requests without items give none. Once <see cref="MoveNext"/> has said
/// false, <see cref="Fault"/> says whether the request was read to its last byte.
/// </summary>
public ref struct RequestItems
{
    /// <summary>Most items of one request: servers take a few thousand, and every one has to be judged before the next request.</summary>
    public const int CountMax = 65_536;

    private readonly ServiceType service;
    private UaReader reader;
    private RequestItem current;
    private int index;
    private bool hasEnded;

    /// <summary>Begins before the first item.</summary>
    public RequestItems(in ServiceRequest request, DecodingLimits? limits = null)
    {
        service = request.Service;
        reader = new UaReader(request.Body, limits);
        reader.Raw(request.ParametersStart);
        Terms = new RequestTerms(service, ref reader);
        ArrayStart = reader.Position;
        int least = RequestShapes.LeastItemBytes(service);
        Count = least == 0 ? 0 : reader.ArrayLength(least);
        ItemsEnd = reader.Position;
        if (Count > CountMax)
        {
            reader.Fail(WireFaultKind.ArrayLength, CountMax, Count);
            Count = 0;
        }
    }

    /// <summary>What the request says before its items.</summary>
    public RequestTerms Terms { get; }

    /// <summary>Number of items.</summary>
    public int Count { get; }

    /// <summary>Where the length of the array of items stands in the body.</summary>
    public int ArrayStart { get; }

    /// <summary>Where the items end in the body; only right when all were walked.</summary>
    public int ItemsEnd { get; private set; }

    /// <summary>The item that <see cref="MoveNext"/> went to.</summary>
    public readonly RequestItem Current => current;

    /// <summary>Its position among the items, from 0.</summary>
    public readonly int Index => index - 1;

    /// <summary>What is wrong, as far as was walked.</summary>
    public readonly WireFault Fault => reader.Fault;

    /// <summary>Walks a request to its last byte.</summary>
    /// <returns>What is wrong with it.</returns>
    public static WireFault Check(in ServiceRequest request)
    {
        var items = new RequestItems(request);
        while (items.MoveNext())
        {
        }

        return items.Fault;
    }

    /// <summary>Goes to the next item; false when there is none or something is wrong.</summary>
    public bool MoveNext()
    {
        if (index >= Count || reader.HasFailed)
        {
            Finish();
            return false;
        }

        index++;
        int start = reader.Position;
        current = default;
        RequestShapes.ReadItem(service, ref reader, ref current);
        current.Start = start;
        current.End = ItemsEnd = reader.Position;
        return !reader.HasFailed;
    }

    private void Finish()
    {
        if (hasEnded)
        {
            return;
        }

        hasEnded = true;
        if (ServiceTypes.IsRead(service))
        {
            RequestShapes.ReadTail(service, ref reader);
            reader.End();
        }
    }
}
