using OtEdge.Console.Api;

namespace OtEdge.Console.Keeping;

/// <summary>What the API asks about certificates; thread-safe.</summary>
public interface ICertificates
{
    /// <summary>Every certificate: own, the console's, trusted, issuers, turned away.</summary>
    Answer<CertificateView[]> List();

    /// <summary>One as text, to give to a peer.</summary>
    /// <param name="thumbprint">Its thumbprint.</param>
    Answer<CertificateText> Find(string thumbprint);

    /// <summary>Trusts one that was turned away.</summary>
    /// <param name="thumbprint">Its thumbprint.</param>
    /// <param name="user">Who says so.</param>
    Answer<CertificateView> Trust(string thumbprint, string user);

    /// <summary>Trusts one that is given.</summary>
    /// <param name="request">The certificate.</param>
    /// <param name="user">Who says so.</param>
    Answer<CertificateView> Trust(CertificateRequest request, string user);

    /// <summary>Trusts one no longer.</summary>
    /// <param name="thumbprint">Its thumbprint.</param>
    /// <param name="user">Who says so.</param>
    Answer<CertificateView> Reject(string thumbprint, string user);
}
