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

    /// <summary>Trusts one that is given, as an application or as a user.</summary>
    /// <param name="request">The certificate.</param>
    /// <param name="user">Who says so.</param>
    Answer<CertificateView> Trust(CertificateRequest request, string user);

    /// <summary>Trusts one no longer.</summary>
    /// <param name="thumbprint">Its thumbprint.</param>
    /// <param name="user">Who says so.</param>
    Answer<CertificateView> Reject(string thumbprint, string user);

    /// <summary>Renews one that OtEdge presents; new connections get it, established ones stay.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="request">How.</param>
    /// <param name="user">Who says so.</param>
    Answer<CertificateView> Renew(string name, RenewalRequest request, string user);

    /// <summary>A request (PKCS#10) for one that OtEdge presents, to be signed by an authority; its key does not change.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="user">Who asks for it.</param>
    Answer<CertificateText> Request(string name, string user);
}
