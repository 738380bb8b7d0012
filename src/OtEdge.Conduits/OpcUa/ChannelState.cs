using OtEdge.Core.Policy.Nodes;
using OtEdge.OpcUa.Transport;

namespace OtEdge.Conduits.OpcUa;

/// <summary>What a relayed secure channel is, as far as it can be seen from outside.</summary>
internal sealed class ChannelState
{
    /// <summary>Short name of the security policy, such as <c>None</c>; empty: not open yet.</summary>
    public string Policy { get; set; } = "";

    /// <summary>How its messages are protected.</summary>
    public MessageSecurity Mode { get; set; }

    /// <summary>True once the server has answered OPN: before that a client cannot know what to send.</summary>
    public bool IsOpen { get; set; }

    /// <summary>
    /// Silence after which nobody can be there any more, because the token is over and was not renewed; null: not known. A client renews
    /// at three quarters of a token's life, and a token holds for a quarter longer (OPC UA Part 4 cl. 5.5.2).
    /// </summary>
    public TimeSpan? SilenceMax { get; set; }

    /// <summary>True when nothing is signed, so that chunks can be changed, left out and put in.</summary>
    public bool IsNone => Mode == MessageSecurity.None;

    /// <summary>True when nobody on the way can read its messages.</summary>
    public bool IsSealed => Mode == MessageSecurity.SignAndEncrypt;

    /// <summary>Sequence numbers towards the device.</summary>
    public SequenceMap ToDevice { get; } = new();

    /// <summary>Sequence numbers towards the client.</summary>
    public SequenceMap ToClient { get; } = new();

    /// <summary>Longest chunk that the server takes.</summary>
    public int ServerChunkBytes { get; set; } = (int)TransportTerms.BufferBytesMin;

    /// <summary>Longest chunk that the client takes.</summary>
    public int ClientChunkBytes { get; set; } = (int)TransportTerms.BufferBytesMin;

    /// <summary>Bytes of the signature behind a body of mode Sign (OPC UA Part 7, the profiles of the policies); 0: not known.</summary>
    public int SignatureBytes => Policy switch
    {
        "Basic256Sha256" or "Aes128_Sha256_RsaOaep" or "Aes256_Sha256_RsaPss" or "ECC_nistP256" or "ECC_brainpoolP256r1" => 32,
        "ECC_nistP384" or "ECC_brainpoolP384r1" => 48,
        "Basic256" or "Basic128Rsa15" => 20,
        _ => 0,
    };
}
