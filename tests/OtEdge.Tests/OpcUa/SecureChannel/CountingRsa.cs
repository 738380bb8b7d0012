using System.Security.Cryptography;

namespace OtEdge.Tests.OpcUa.SecureChannel;

/// <summary>A private key that counts what is decrypted with it.</summary>
internal sealed class CountingRsa : RSA
{
    private readonly RSA inner;

    public CountingRsa(RSA inner)
    {
        this.inner = inner;
        KeySizeValue = inner.KeySize;
    }

    public int Decrypted { get; private set; }

    public override byte[] Decrypt(byte[] data, RSAEncryptionPadding padding)
    {
        Decrypted++;
        return inner.Decrypt(data, padding);
    }

    public override byte[] SignHash(byte[] hash, HashAlgorithmName hashAlgorithm, RSASignaturePadding padding) =>
        inner.SignHash(hash, hashAlgorithm, padding);

    public override RSAParameters ExportParameters(bool includePrivateParameters) => inner.ExportParameters(includePrivateParameters);

    public override void ImportParameters(RSAParameters parameters) => inner.ImportParameters(parameters);
}
