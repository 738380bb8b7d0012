using OtEdge.OpcUa.Encoding;

namespace OtEdge.OpcUa.Services;

/// <summary>
/// Walks the results of a response in place, without allocating. Once <see cref="MoveNext"/> has said false, <see cref="Fault"/>
/// says whether the response was read to its last byte.
/// </summary>
public ref struct ResponseResults
{
    private readonly ReadOnlySpan<byte> body;
    private readonly ResultShape shape;
    private UaReader reader;
    private int index;
    private int start;
    private bool hasEnded;

    /// <summary>Begins before the first result.</summary>
    /// <param name="response">The response; not a ServiceFault.</param>
    /// <param name="service">The service of its request.</param>
    public ResponseResults(in ServiceResponse response, ServiceType service)
    {
        body = response.Body;
        shape = ServiceTypes.ResultOf(service);
        reader = new UaReader(response.Body);
        reader.Raw(response.ParametersStart);
        if (response.TypeId != ServiceTypes.ResponseOf(service) || shape == ResultShape.None)
        {
            reader.Fail(WireFaultKind.ResponseType, ServiceTypes.ResponseOf(service), response.TypeId);
        }

        ArrayStart = reader.Position;
        Count = reader.ArrayLength(ResultShapes.LeastBytes(shape));
    }

    /// <summary>Number of results.</summary>
    public int Count { get; }

    /// <summary>Where the length of the array of results stands in the body.</summary>
    public int ArrayStart { get; }

    /// <summary>Position of the result that <see cref="MoveNext"/> went to, from 0.</summary>
    public readonly int Index => index - 1;

    /// <summary>Its bytes.</summary>
    public readonly ReadOnlySpan<byte> Current => reader.HasFailed ? default : body[start..reader.Position];

    /// <summary>Its status; good for a NodeId.</summary>
    public uint Status { get; private set; }

    /// <summary>Number of DiagnosticInfos that follow the results; only right when all results were walked.</summary>
    public int Diagnostics { get; private set; }

    /// <summary>Where the first DiagnosticInfo begins; only right when all results were walked.</summary>
    public int DiagnosticsStart { get; private set; }

    /// <summary>What is wrong, as far as was walked.</summary>
    public readonly WireFault Fault => reader.Fault;

    /// <summary>Goes to the next result; false when there is none or something is wrong.</summary>
    public bool MoveNext()
    {
        if (index >= Count || reader.HasFailed)
        {
            Finish();
            return false;
        }

        index++;
        start = reader.Position;
        Status = ResultShapes.Read(shape, ref reader);
        return !reader.HasFailed;
    }

    private void Finish()
    {
        if (hasEnded)
        {
            return;
        }

        hasEnded = true;
        if (shape != ResultShape.NodeId)
        {
            int position = reader.Position;
            Diagnostics = reader.ArrayLength(1);
            DiagnosticsStart = Math.Min(position + 4, body.Length);
            for (int i = 0; i < Diagnostics && !reader.HasFailed; i++)
            {
                reader.DiagnosticInfo();
            }
        }

        reader.End();
    }
}
