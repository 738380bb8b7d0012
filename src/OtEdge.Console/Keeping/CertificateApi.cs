using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OtEdge.Console.Api;
using OtEdge.Console.Describing;
using OtEdge.Core.Zones;

namespace OtEdge.Console.Keeping;

/// <summary>The endpoints of certificates. Everybody may look; whom OtEdge trusts and what it presents is for security and administrators to say.</summary>
internal static class CertificateApi
{
    private const string MediaType = "application/x-pem-file";

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(ApiRoutes.Certificates, (IGateway gateway) => Reply.Of(gateway.Management.Certificates.List()))
            .Gives<CertificateView[]>("Certificates that OtEdge presents, trusts and has turned away.");
        endpoints.MapPost(ApiRoutes.Certificates, async (HttpContext http, IGateway gateway) =>
        {
            Answer<CertificateRequest> request = Refuses(http, gateway) is { } refusal ? refusal : await Body.ReadAsync<CertificateRequest>(http.Request);
            return request.IsDone ? Reply.Of(gateway.Management.Certificates.Trust(request.Value, Caller.Name(http))) : Reply.Of(request);
        }).Takes<CertificateRequest>().Gives<CertificateView>("Trusts a certificate that the gateway has not met yet, or one that it turned away, as an application or as a user.");
        endpoints.MapGet(ApiRoutes.Certificate, (string thumbprint, IGateway gateway) =>
        {
            Answer<CertificateText> found = gateway.Management.Certificates.Find(thumbprint);
            return found.IsDone ? Results.File(Encoding.ASCII.GetBytes(found.Value.Pem), MediaType, found.Value.Name) : Reply.Of(found);
        }).GivesFile(MediaType, "One certificate as PEM, to give to a peer; never a key.");
        endpoints.MapPost(ApiRoutes.CertificateTrust, (string thumbprint, HttpContext http, IGateway gateway) =>
            Reply.Of(Refuses(http, gateway) is { } refusal ? refusal : gateway.Management.Certificates.Trust(thumbprint, Caller.Name(http))))
            .Gives<CertificateView>("Trusts a certificate that was turned away.");
        endpoints.MapPost(ApiRoutes.CertificateReject, (string thumbprint, HttpContext http, IGateway gateway) =>
            Reply.Of(Refuses(http, gateway) is { } refusal ? refusal : gateway.Management.Certificates.Reject(thumbprint, Caller.Name(http))))
            .Gives<CertificateView>("Trusts a certificate no longer.");
        endpoints.MapPost(ApiRoutes.CertificateRenew, async (string name, HttpContext http, IGateway gateway) =>
        {
            Answer<RenewalRequest> request = Refuses(http, gateway) is { } refusal ? refusal : await Body.ReadAsync<RenewalRequest>(http.Request);
            return request.IsDone ? Reply.Of(gateway.Management.Certificates.Renew(name, request.Value, Caller.Name(http))) : Reply.Of(request);
        }).Takes<RenewalRequest>().Gives<CertificateView>("Renews a certificate that OtEdge presents, or takes in one that an authority has signed.");
        endpoints.MapPost(ApiRoutes.CertificateSigning, (string name, HttpContext http, IGateway gateway) =>
            Reply.Of(Refuses(http, gateway) is { } refusal ? refusal : gateway.Management.Certificates.Request(name, Caller.Name(http))))
            .Gives<CertificateText>("A request (PKCS#10) for a certificate that OtEdge presents, to be signed by an authority.");
    }

    private static Refusal? Refuses(HttpContext http, IGateway gateway) =>
        (gateway.People.RolesOf(Caller.Name(http)) & (PersonRoles.Security | PersonRoles.Administrator)) != 0
            ? null
            : new Refusal(RefusalKind.Forbidden, "Role is missing", "to say whom OtEdge trusts, and to renew what it presents, takes the role security or administrator.");
}
