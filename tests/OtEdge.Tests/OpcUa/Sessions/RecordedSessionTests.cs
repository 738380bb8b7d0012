using System.Security.Cryptography;
using OtEdge.OpcUa.Certificates;
using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Sessions;
using Xunit;

namespace OtEdge.Tests.OpcUa.Sessions;

/// <summary>The handshakes of recorded sessions: signatures of real peers hold, and messages are rewritten field by field.</summary>
public sealed class RecordedSessionTests
{
    [Theory]
    [InlineData("node_node_Basic256Sha256_SignAndEncrypt", "client_key")]
    [InlineData("node_node_Aes128_Sha256_RsaOaep_SignAndEncrypt", "client_key")]
    [InlineData("node_node_Aes256_Sha256_RsaPss_Sign", "client_key")]
    [InlineData("asyncua_node_rsa_all", "asyncua_client_key")]
    public void Both_sides_prove_that_they_hold_their_keys(string name, string clientKey)
    {
        string folder = Path.Combine(SharedOpcUa.Folder(), "recorded");
        int servers = 0;
        int clients = 0;
        foreach (var session in RecordedBodies.Of(name).Where(body => body.Policy.IsSecure).GroupBy(body => body.Connection))
        {
            byte[] clientNonce = [];
            byte[] serverNonce = [];
            OwnCertificate? client = null;
            OwnCertificate? server = null;
            foreach (var (_, isClients, policy, body) in session)
            {
                if (isClients && ServiceRequest.TryRead(body, out var request).IsNone)
                {
                    if (request.Service == ServiceType.CreateSession)
                    {
                        Assert.True(CreateSessionRequest.TryRead(request, out var asked).IsNone);
                        clientNonce = asked.ClientNonce.ToArray();
                        client = Own(asked.ClientCertificate, folder, clientKey);
                    }
                    else if (request.Service == ServiceType.ActivateSession)
                    {
                        var reader = new UaReader(body.AsSpan(request.ParametersStart));
                        Assert.Equal(policy.Rsa!.SignatureUri, Text(reader.String()));
                        using var peer = PeerCertificate.Open(client!.ChainBytes.Span)!;
                        Assert.True(SessionProof.Verify(policy, peer, server!, serverNonce, reader.ByteString()));
                        clients++;
                    }
                }
                else if (!isClients && ServiceResponse.TryRead(body, out var response).IsNone
                    && response.TypeId == ServiceTypes.ResponseOf(ServiceType.CreateSession))
                {
                    var answer = Answer.Read(response.Parameters);
                    serverNonce = answer.Nonce;
                    server = Own(answer.Certificate, folder, "server_key");
                    using var peer = PeerCertificate.Open(answer.Certificate)!;
                    Assert.True(SessionProof.Verify(policy, peer, client!, clientNonce, answer.Signature));
                    byte[] other = [.. clientNonce];
                    other[0] ^= 1;
                    Assert.False(SessionProof.Verify(policy, peer, client!, other, answer.Signature));
                    servers++;
                }
            }
        }

        Assert.True(servers > 0 && clients > 0);
    }

    [Fact]
    public void Endpoints_of_a_real_server_are_read_and_written_again_byte_by_byte()
    {
        int seen = 0;
        foreach (var (_, isClients, _, body) in RecordedBodies.Of("node_node_None_None").Concat(RecordedBodies.Of("asyncua_node_rsa_all")))
        {
            if (isClients || !ServiceResponse.TryRead(body, out var response).IsNone
                || response.TypeId != ServiceTypes.ResponseOf(ServiceType.GetEndpoints))
            {
                continue;
            }

            var reader = new UaReader(response.Parameters);
            var endpoints = Endpoint.ReadAll(ref reader);
            reader.End();
            Assert.True(reader.Fault.IsNone, reader.Fault.ToString());
            Assert.True(endpoints.Count > 3);
            var writer = new UaWriter();
            Endpoint.WriteAll(endpoints, writer);
            var again = new UaReader(writer.Written);
            Assert.Equal(endpoints.Select(one => (one.Url, one.PolicyUri, one.Mode)), Endpoint.ReadAll(ref again).Select(one => (one.Url, one.PolicyUri, one.Mode)));
            Assert.Equal(response.Parameters.Length, writer.Written.Length);
            seen++;
        }

        Assert.True(seen > 0);
    }

    [Fact]
    public void A_session_is_made_in_the_gateways_own_name_on_both_sides()
    {
        var side = new SessionSide
        {
            ApplicationUri = "urn:gateway",
            EndpointUrl = "opc.tcp://plc:4840",
            Certificate = new byte[] { 1, 2, 3 },
            Nonce = new byte[] { 4, 5 },
            MessageBytesMax = 1000,
        };
        int seen = 0;
        foreach (var (_, isClients, _, body) in RecordedBodies.Of("node_node_Basic256Sha256_SignAndEncrypt"))
        {
            var writer = new UaWriter();
            if (isClients && ServiceRequest.TryRead(body, out var request).IsNone && request.Service == ServiceType.CreateSession)
            {
                Assert.True(SessionRewriter.CreateRequest(request, side, writer).IsNone);
                Assert.True(ServiceRequest.TryRead(writer.Written, out var made).IsNone);
                Assert.True(CreateSessionRequest.TryRead(made, out var asked).IsNone);
                Assert.Equal("urn:gateway", Text(asked.ApplicationUri));
                Assert.Equal("opc.tcp://plc:4840", Text(asked.EndpointUrl));
                Assert.Equal([4, 5], asked.ClientNonce.ToArray());
                Assert.Equal([1, 2, 3], asked.ClientCertificate.ToArray());
                Assert.Equal(1000u, asked.ResponseBytesMax);
                Assert.True(CreateSessionRequest.TryRead(request, out var before).IsNone);
                Assert.Equal(Text(before.SessionName), Text(asked.SessionName));
                Assert.Equal(before.TimeoutMilliseconds, asked.TimeoutMilliseconds);
                seen++;
            }
            else if (!isClients && ServiceResponse.TryRead(body, out var response).IsNone
                && response.TypeId == ServiceTypes.ResponseOf(ServiceType.CreateSession))
            {
                Assert.True(SessionRewriter.CreateResponse(response, side, new SignedBy("alg", new byte[] { 9 }), [], writer).IsNone);
                Assert.True(ServiceResponse.TryRead(writer.Written, out var made).IsNone);
                var answer = Answer.Read(made.Parameters);
                Assert.Equal([4, 5], answer.Nonce);
                Assert.Equal([1, 2, 3], answer.Certificate);
                Assert.Equal([9], answer.Signature);
                Assert.True(Answers.TryReadToken(response, out var token));
                Assert.True(Answers.TryReadToken(made, out var kept));
                Assert.True(token.Equals(kept));
                seen++;
            }
            else if (isClients && ServiceRequest.TryRead(body, out request).IsNone && request.Service == ServiceType.ActivateSession)
            {
                Assert.True(SessionRewriter.ActivateRequest(request, new SignedBy("alg", new byte[] { 9 }), [], writer).IsNone);
                Assert.True(ServiceRequest.TryRead(writer.Written, out var made).IsNone);
                Assert.True(ActivateSessionRequest.TryRead(made, out var asked).IsNone);
                Assert.True(ActivateSessionRequest.TryRead(request, out var before).IsNone);
                Assert.Equal(before.UserToken.Kind, asked.UserToken.Kind);
                var reader = new UaReader(made.Body[made.ParametersStart..]);
                Assert.Equal("alg", Text(reader.String()));
                Assert.Equal([9], reader.ByteString().ToArray());
                seen++;
            }
        }

        Assert.True(seen >= 3);
    }

    private static OwnCertificate Own(ReadOnlySpan<byte> certificate, string folder, string key)
    {
        var rsa = RSA.Create();
        rsa.ImportFromPem(File.ReadAllText(Path.Combine(folder, $"{key}.TEST-ONLY.pem")));
        return new OwnCertificate(CertificateChain.Read(certificate)!.Leaf, rsa);
    }

    private static string Text(ReadOnlySpan<byte> utf8) => System.Text.Encoding.UTF8.GetString(utf8);

    private sealed record Answer(byte[] Nonce, byte[] Certificate, byte[] Signature)
    {
        public static Answer Read(ReadOnlySpan<byte> parameters)
        {
            var reader = new UaReader(parameters);
            reader.NodeId();
            reader.NodeId();
            reader.Double();
            byte[] nonce = reader.ByteString().ToArray();
            byte[] certificate = reader.ByteString().ToArray();
            Endpoint.ReadAll(ref reader);
            Assert.Equal(0, reader.ArrayLength(8));
            reader.String();
            byte[] signature = reader.ByteString().ToArray();
            reader.UInt32();
            reader.End();
            Assert.True(reader.Fault.IsNone, reader.Fault.ToString());
            return new Answer(nonce, certificate, signature);
        }
    }
}
