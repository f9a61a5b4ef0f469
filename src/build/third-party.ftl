<#-- One line a library: coordinates, then its licences; where there are several, one may choose. -->
Bundled in this jar, beside Spark RNN itself:
<#list dependencyMap as entry>
${entry.getKey().groupId}:${entry.getKey().artifactId}:${entry.getKey().version} | ${entry.getValue()?join(" or ")}
</#list>
