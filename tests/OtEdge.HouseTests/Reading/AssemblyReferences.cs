using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace OtEdge.HouseTests.Reading;

/// <summary>What a built assembly uses of others: the compiler's own list, which no alias or using can hide from.</summary>
internal static class AssemblyReferences
{
    /// <summary>Types as <c>System.IO.File</c> and their members as <c>System.DateTime.get_UtcNow</c>.</summary>
    public static IReadOnlyList<string> Of(string assemblyFile)
    {
        using FileStream stream = File.OpenRead(assemblyFile);
        using PEReader file = new(stream);
        MetadataReader metadata = file.GetMetadataReader();
        return
        [
            .. metadata.TypeReferences.Select(type => NameOf(metadata, type)),
            .. metadata.MemberReferences
                .Select(member => metadata.GetMemberReference(member))
                .Select(member => (Type: TypeOf(metadata, member.Parent), Name: metadata.GetString(member.Name)))
                .Where(member => member.Type is not null)
                .Select(member => $"{member.Type}.{member.Name}"),
        ];
    }

    private static string? TypeOf(MetadataReader metadata, EntityHandle parent) => parent.Kind switch
    {
        HandleKind.TypeReference => NameOf(metadata, (TypeReferenceHandle)parent),
        HandleKind.TypeSpecification => GenericTypeOf(metadata, (TypeSpecificationHandle)parent),
        _ => null,
    };

    // ECMA-335 II.23.2.14: GENERICINST (CLASS | VALUETYPE) and the type; its arguments do not matter here.
    private static string? GenericTypeOf(MetadataReader metadata, TypeSpecificationHandle handle)
    {
        BlobReader signature = metadata.GetBlobReader(metadata.GetTypeSpecification(handle).Signature);
        if (signature.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance)
        {
            return null;
        }

        signature.ReadByte();
        return signature.ReadTypeHandle() is { Kind: HandleKind.TypeReference } type
            ? NameOf(metadata, (TypeReferenceHandle)type)
            : null;
    }

    private static string NameOf(MetadataReader metadata, TypeReferenceHandle handle)
    {
        TypeReference type = metadata.GetTypeReference(handle);
        string name = metadata.GetString(type.Name);
        return type.ResolutionScope.Kind == HandleKind.TypeReference
            ? $"{NameOf(metadata, (TypeReferenceHandle)type.ResolutionScope)}.{name}"
            : $"{metadata.GetString(type.Namespace)}.{name}";
    }
}
