using OtEdge.Core.Policy.Nodes;
using OtEdge.OpcUa;
using OtEdge.OpcUa.SecureChannel;
using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Transport;

namespace OtEdge.Conduits.OpcUa;

/// <summary>What a client's OPN tells, as far as it can be read on the way.</summary>
internal readonly struct OpenChunk
{
    /// <summary>Short name of the security policy: what stands behind the hash of its URI.</summary>
    public required string Policy { get; init; }

    /// <summary>The mode; unknown under policies that encrypt OPN.</summary>
    public MessageSecurity Mode { get; init; }

    /// <summary>Upper-case hexadecimal thumbprint of the client's certificate; null: none.</summary>
    public string? Thumbprint { get; init; }

    /// <summary>Where the sequence header begins.</summary>
    public int SequenceStart { get; init; }

    /// <summary>Reads it.</summary>
    public static WireFault TryRead(in ChunkHeader header, ReadOnlySpan<byte> chunk, out OpenChunk open)
    {
        open = new OpenChunk { Policy = "" };
        WireFault fault = header.Kind == ChunkKind.Final ? default : new WireFault(WireFaultKind.ChunkFlag, -1, (long)header.Kind);
        if (!fault.IsNone)
        {
            return fault;
        }

        fault = AsymmetricHeader.TryRead(chunk, out AsymmetricHeader asymmetric);
        if (!fault.IsNone)
        {
            return fault;
        }

        string uri = System.Text.Encoding.UTF8.GetString(asymmetric.PolicyUri);
        string policy = uri[(uri.LastIndexOf('#') + 1)..];
        MessageSecurity mode = MessageSecurity.Unknown;
        if (policy == "None")
        {
            fault = ServiceRequest.TryRead(chunk[(asymmetric.EndBytes + SequenceHeader.HeaderBytes)..], out ServiceRequest request);
            if (fault.IsNone && request.Service != ServiceType.OpenSecureChannel)
            {
                fault = new WireFault(WireFaultKind.ServiceType, (long)ServiceType.OpenSecureChannel, request.TypeId);
            }

            if (fault.IsNone)
            {
                fault = OpenChannelRequest.TryRead(request, out OpenChannelRequest parameters);
                mode = MessageSecurity.None;
                if (fault.IsNone && parameters.SecurityMode != (uint)MessageSecurityMode.None)
                {
                    fault = new WireFault(WireFaultKind.EnumerationValue, (long)MessageSecurityMode.None, parameters.SecurityMode);
                }
            }
        }

        open = new OpenChunk
        {
            Policy = policy.Length == 0 ? uri : policy,
            Mode = mode,
            Thumbprint = asymmetric.SenderCertificate.IsEmpty ? null : Users.Thumbprint(asymmetric.SenderCertificate),
            SequenceStart = asymmetric.EndBytes,
        };
        return policy.Length == 0 ? new WireFault(WireFaultKind.StringLength) : fault;
    }
}
